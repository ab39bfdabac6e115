export interface JsonProblem {
  /** In characters from the start, as Python counts them. */
  readonly position: number
  readonly message: string
}

/** Where a text ceases to be JSON, in the words of Python's parser; V8's own message often has no position. */
export function findJsonProblem(text: string): JsonProblem | undefined {
  try {
    const end = skipSpace(text, skipValue(text, skipSpace(text, 0)))
    if (end < text.length) stop(end, 'Extra data')
    return undefined
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
    return { position: [...text.slice(0, error.index)].length, message: error.message }
  }
}

class Stopped extends Error {
  readonly index: number

  constructor(index: number, message: string) {
    super(message)
    this.index = index
  }
}

function stop(index: number, message: string): never {
  throw new Stopped(index, message)
}

/** Each of these returns where the part that begins at `index` ends. */
function skipSpace(text: string, index: number): number {
  return matchAt(/[ \t\n\r]*/y, text, index) ?? index
}

function skipValue(text: string, index: number): number {
  const first = text[index]
  if (first === '"') return skipString(text, index)
  if (first === '{') return skipItems(text, index, '}', skipMember)
  if (first === '[') return skipItems(text, index, ']', skipValue)
  return (
    matchAt(/null|true|false|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y, text, index) ??
    stop(index, 'Expecting value')
  )
}

type Skip = (text: string, index: number) => number

function skipItems(text: string, start: number, closing: string, skipItem: Skip): number {
  let index = skipSpace(text, start + 1)
  if (text[index] === closing) return index + 1
  while (true) {
    index = skipSpace(text, skipItem(text, index))
    if (text[index] === closing) return index + 1
    if (text[index] !== ',') stop(index, "Expecting ',' delimiter")
    index = skipSpace(text, index + 1)
  }
}

function skipMember(text: string, index: number): number {
  if (text[index] !== '"') stop(index, 'Expecting property name enclosed in double quotes')
  const colon = skipSpace(text, skipString(text, index))
  if (text[colon] !== ':') stop(colon, "Expecting ':' delimiter")
  return skipValue(text, skipSpace(text, colon + 1))
}

function skipString(text: string, start: number): number {
  let index = start + 1
  while (true) {
    index = matchAt(/[^"\\\p{Cc}\x7f-\x9f]*/uy, text, index) ?? index
    const character = text[index]
    if (character === '"') return index + 1
    if (character === undefined) stop(start, 'Unterminated string starting at')
    if (character !== '\\') {
      if (character <= '\x1f') stop(index, 'Invalid control character at')
      index += 1
      continue
    }
    if (index + 1 === text.length) stop(start, 'Unterminated string starting at')
    index = skipEscape(text, index)
  }
}

function skipEscape(text: string, index: number): number {
  if (text[index + 1] !== 'u') return matchAt(/\\["\\/bfnrt]/y, text, index) ?? stop(index, 'Invalid \\escape')
  // as in Python, something must follow
  return matchAt(/\\u[0-9a-fA-F]{4}(?=.)/sy, text, index) ?? stop(index + 1, 'Invalid \\uXXXX escape')
}

function matchAt(pattern: RegExp, text: string, index: number): number | undefined {
  pattern.lastIndex = index
  return pattern.test(text) ? pattern.lastIndex : undefined
}
