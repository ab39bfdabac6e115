import { MsctlError } from './errors.ts'
import { suggest } from './lib/suggest.ts'

/** The answer to a command that there is not: what was probably meant, else what there is. */
export function unknownCommand(typed: string, known: readonly string[]): MsctlError {
  if (typed.startsWith('-')) {
    return new MsctlError('MSCTL_USAGE', `flags come after the command, "${typed}" came first`, {
      suggestions: [`msctl COMMAND ${typed}`, 'msctl --help'],
    })
  }
  const [first = '', ...rest] = typed.split(':')
  if (known.includes(first)) {
    return new MsctlError('MSCTL_USAGE', `msctl ${first} takes no argument, "${rest.join(' ')}" was given`, {
      suggestions: [`msctl ${first} --help`],
    })
  }
  const ofTopic = known.filter((id) => id.startsWith(`${first}:`))
  const candidates = ofTopic.length > 0 ? ofTopic : known
  const meant = suggest(typed, candidates).map((id) => `did you mean msctl ${spaced(id)}?`)
  return new MsctlError('MSCTL_USAGE', `unknown command "${spaced(typed)}"`, {
    suggestions: meant.length > 0 ? meant : [`known: ${candidates.map(spaced).toSorted().join(', ')}`],
    details: { command: spaced(typed) },
  })
}

/** oclif writes the words of a command with colons between them. */
function spaced(id: string): string {
  return id.replaceAll(':', ' ')
}
