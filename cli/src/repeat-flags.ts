import type { Failure } from './failure.ts'
import type { Settings } from './stack/settings.ts'

/** What chooses the stack: whoever gave it as a flag must give it again; in the environment and in `.env` it stays. */
const choosing: Readonly<Record<string, string>> = {
  MSCTL_TARGET: '--target',
  MSCTL_CONTEXT: '--context',
  MSCTL_NAME: '--name',
}

/** A command with what belongs to it, up to the comma, colon or bracket after which something else is said. */
const command = /\bmsctl (up|down|logs|status|restart|scale|reset)\b(?<rest>[^,;:()]*)/g

/** The same failure, with commands to copy that mean the stack that the failed one was about. */
export function repeatFlags(failure: Failure, settings: Settings): Failure {
  const given = Object.entries(choosing).flatMap(([name, flag]) => {
    const setting = settings.get(name)
    return setting?.origin === `flag ${flag}` ? [{ flag, value: setting.value }] : []
  })
  if (given.length === 0) return failure
  const complete = (text: string): string =>
    text.replace(command, (_, name: string, rest: string) => {
      const isElsewhere = rest.includes('--target')
      const missing = given.filter(({ flag }) => !rest.includes(flag) && !(isElsewhere && flag === '--context'))
      return `msctl ${name}${missing.map(({ flag, value }) => ` ${flag} ${value}`).join('')}${rest}`
    })
  const { outcome, evidence } = failure.details
  return {
    ...failure,
    suggestions: failure.suggestions.map(complete),
    details: {
      ...failure.details,
      ...(typeof outcome === 'string' && { outcome: complete(outcome) }),
      ...(Array.isArray(evidence) && { evidence: evidence.map((row) => completeRow(row, complete)) }),
    },
  }
}

/** The other rows are the words of programs. */
function completeRow(row: unknown, complete: (text: string) => string): unknown {
  const { label, text } = row as { readonly label?: unknown; readonly text?: unknown }
  return label === 'logs' && typeof text === 'string' ? { label, text: complete(text) } : row
}
