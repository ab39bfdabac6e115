import type { Component } from '../stack/stack.ts'
import type { Finding, Problem } from './target.ts'

export function pass(
  category: Finding['category'],
  name: string,
  message: string,
  details: Finding['details'] = {},
): Finding {
  return { category, name, status: 'pass', message, fixes: [], details }
}

/** Of a tool without which nothing can run here. */
export function fail(
  name: string,
  message: string,
  fixes: readonly string[],
  details: Finding['details'] = {},
): Finding {
  return { category: 'tools', name, status: 'fail', message, fixes, details }
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

/** Memory, where the target knows of it, and the ports of the components, where none of the problems is of that kind. */
export function passedOthers(
  problems: readonly Finding[],
  components: readonly Component[],
  memory?: Finding,
): readonly Finding[] {
  const ports = components.reduce((sum, one) => sum + Object.keys(one.ports).length, 0)
  const others = [...(memory ? [memory] : []), pass('ports', 'ports', `all ${ports} free, or held by this stack`)]
  return others.filter((other) => !problems.some(({ category }) => category === other.category))
}
