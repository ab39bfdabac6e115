/**
 * What the expression of a rule compares: while all is well the comparison leaves nothing, but its sides have samples.
 * `up == 0` compares `up`; `max(a) > 0 and sum(b) < 1` compares `max(a)` and `sum(b)`. Sides that are numbers are left out.
 */
export function comparedParts(promql: string): readonly string[] {
  const text = withoutComments(promql).trim()
  if (isNumber(text)) return []
  const top = maskNested(text)
  const inner = /^\0+$/.test(top) && text.startsWith('(') ? text.slice(1, -1) : undefined
  if (inner !== undefined) return comparedParts(inner)
  const operators = [...top.matchAll(operator)]
  if (operators.length === 0) return [text]
  const ends = [...operators.map(({ index }) => index), text.length]
  const starts = [0, ...operators.map(({ index, 0: { length } }) => index + length)]
  return starts.flatMap((start, index) => comparedParts(text.slice(start, ends[index])))
}

/** Whether it may answer nothing while all is well: it compares within, or asks for absence. */
export function isOftenEmpty(part: string): boolean {
  const bare = withoutComments(part)
    .replaceAll(quoted, '""')
    .replaceAll(/\{[^}]*\}/g, '')
  return /[<>]|[=!]=|\babsent(?:_over_time)?\s*\(/.test(bare)
}

const quoted = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g

/** Set and comparison operators with what may follow them: `bool`, `on (a)`, `group_left (b)`. */
const operator =
  /(?:\b(?:and|or|unless)\b|[=!]=|[<>]=?)(?:\s*\bbool\b)?(?:\s*\b(?:on|ignoring)\b\s*\0+)?(?:\s*\bgroup_(?:left|right)\b\s*\0*)?/gi

/** The same length; what is in brackets or quotes, and these themselves, is \0. */
function maskNested(text: string): string {
  const unquoted = text.replaceAll(quoted, ({ length }) => '\0'.repeat(length))
  let depth = 0
  return [...unquoted]
    .map((char) => {
      if ('([{'.includes(char)) depth++
      const masked = depth > 0 ? '\0' : char
      if (')]}'.includes(char)) depth--
      return masked
    })
    .join('')
}

function withoutComments(promql: string): string {
  return promql.replaceAll(new RegExp(`(${quoted.source})|#.*`, 'g'), (_, text?: string) => text ?? '')
}

function isNumber(text: string): boolean {
  return text === '' || /^[-+]?(?:\d|\.\d|inf\b|nan\b)[\w.+-]*$/i.test(text)
}
