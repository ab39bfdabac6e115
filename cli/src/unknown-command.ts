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
  const meant = suggest(typed, known).map((id) => `did you mean msctl ${id}?`)
  return new MsctlError('MSCTL_USAGE', `unknown command "${typed}"`, {
    suggestions: meant.length > 0 ? meant : [`known: ${known.toSorted().join(', ')}`],
    details: { command: typed },
  })
}
