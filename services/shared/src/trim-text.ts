const space = /\p{White_Space}/u

/** Takes off what Unicode calls white space; JavaScript's own trim() knows U+0085 not, and U+FEFF too. */
export function trimText(value: string): string {
  const isSpace = (character: string | undefined) => character !== undefined && space.test(character)
  let [start, end] = [0, value.length]
  while (isSpace(value[start])) start++
  while (end > start && isSpace(value[end - 1])) end--
  return value.slice(start, end)
}
