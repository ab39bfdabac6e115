import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { MsctlError } from '../errors.ts'

const assignment = /^\s*(?:export\s+)?[A-Za-z_][\w.-]*\s*=\s*(.*)$/

/** The variables of a `.env` file; none where there is no file. MSCTL_CONFIGURATION for one that cannot be read, naming the line. */
export function readDotenv(file: string): NodeJS.Dict<string> {
  const text = textOf(file)
  const line = lineThatIsNone(text)
  if (line === undefined) return parseEnv(text)
  // Without its words: it may be a password.
  throw new MsctlError('MSCTL_CONFIGURATION', `"${file}", line ${line}, is no NAME=value`, {
    suggestions: ['a comment begins with #; a value of several lines stands between quotes'],
    details: { file, line },
  })
}

function textOf(file: string): string {
  try {
    // Some editors begin a file with a byte order mark, which would become part of the first name.
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw new MsctlError('MSCTL_CONFIGURATION', `cannot read "${file}"`, { cause })
  }
}

/** Its number, from 1, of the first line that sets nothing and is neither empty nor a comment: what would be left out without a word. */
function lineThatIsNone(text: string): number | undefined {
  let openQuote: string | undefined
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (openQuote !== undefined) {
      if (line.includes(openQuote)) openQuote = undefined
      continue
    }
    if (/^\s*(#|$)/.test(line)) continue
    const value = assignment.exec(line)?.[1]
    if (value === undefined) return index + 1
    const [quote = ''] = value
    if (`"'\``.includes(quote) && quote !== '' && !value.slice(1).includes(quote)) openQuote = quote
  }
  return undefined
}
