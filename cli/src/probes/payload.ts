/** What a message holds, as far as it can be told from its bytes. `none`: no value at all, which Kafka calls a tombstone. */
export type PayloadKind = 'json' | 'text' | 'binary' | 'none'

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Objects and arrays in UTF-8 are JSON; `42` or `"a"` alone is shown better as the text that it is. */
export function payloadKindOf(value: Uint8Array | null): PayloadKind {
  if (value === null) return 'none'
  const text = textOf(value)
  if (text === undefined) return 'binary'
  return /^\s*[[{]/.test(text) && isJson(text) ? 'json' : 'text'
}

/** Undefined for bytes that are no text: not UTF-8, or with control characters that no text holds. */
export function textOf(value: Uint8Array): string | undefined {
  try {
    const text = strict.decode(value)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: -- these are what tells bytes from text
    return /[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text) ? undefined : text
  } catch {
    return undefined
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
