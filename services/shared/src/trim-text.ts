const space = /\p{White_Space}/u
/** Visible ASCII, as nearly all texts begin and end. */
const isPlain = (code: number): boolean => code > 0x20 && code < 0x7f

/** Takes off what Unicode calls white space; JavaScript's own trim() knows U+0085 not, and U+FEFF too. */
export function trimText(value: string): string {
  if (isPlain(value.charCodeAt(0)) && isPlain(value.charCodeAt(value.length - 1))) return value
  const isSpace = (character: string | undefined) => character !== undefined && space.test(character)
  let [start, end] = [0, value.length]
  while (isSpace(value[start])) start++
  while (end > start && isSpace(value[end - 1])) end--
  return value.slice(start, end)
}
