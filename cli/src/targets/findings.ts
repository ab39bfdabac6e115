import type { Finding, Problem } from './target.ts'

export function pass(
  category: Finding['category'],
  name: string,
  message: string,
  details: Finding['details'] = {},
): Finding {
  return { category, name, status: 'pass', message, fixes: [], details }
}

/** What stands in the way of `up`, as one of the things that were looked at. */
export function findingOf({ code, summary, suggestions, details = {} }: Problem): Finding {
  const { port, component } = details
  const name = port === undefined ? component : `port ${port} (${component})`
  const category = categoryOf(code, details)
  return {
    category,
    name: String(name ?? category),
    status: 'fail',
    message: summary,
    fixes: suggestions,
    details,
  }
}

function categoryOf(code: Problem['code'], details: Readonly<Record<string, unknown>>): Finding['category'] {
  if (code === 'MSCTL_DATA_INCOMPATIBLE') return 'data'
  if (code === 'MSCTL_TOOL_MISSING') return 'tools'
  if ('neededBytes' in details) return 'memory'
  return 'project' in details ? 'project' : 'ports'
}

/** Ports and memory, where none of the problems is of that kind. */
export function passedOthers(problems: readonly Problem[], ports: number, freeBytes: Finding): readonly Finding[] {
  const failed = problems.map((problem) => findingOf(problem).category)
  return [
    ...(failed.includes('memory') ? [] : [freeBytes]),
    ...(failed.includes('ports') ? [] : [pass('ports', 'ports', `all ${ports} free, or held by this stack`)]),
  ]
}
