const stringOrSpace = /("(?:[^"\\]|\\.)*")|\s+/g

/** JSON over several lines; undefined where that would change more than the space in it (long numbers, a name that comes twice). */
export function indentJson(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const bare = text.replaceAll(stringOrSpace, (_, string: string | undefined) => string ?? '')
    return bare === JSON.stringify(value) ? JSON.stringify(value, null, 2) : undefined
  } catch {
    return undefined
  }
}
