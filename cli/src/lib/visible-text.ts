// biome-ignore lint/suspicious/noControlCharactersInRegex: -- what a terminal would obey is just what must not reach it
const invisible = /[\0-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: -- the same but for line ends and tabs
const invisibleInLines = /[\0-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

/** Text of somebody else as one line that a terminal cannot take for commands: what moves, colours or hides is shown by its number. */
export function visibleLine(text: string): string {
  return text.replace(invisible, escaped)
}

/** The same for text of several lines. */
export function visibleLines(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(invisibleInLines, escaped)
}

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function escaped(char: string): string {
  const code = char.charCodeAt(0)
  return (
    short[char] ??
    (code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`)
  )
}
