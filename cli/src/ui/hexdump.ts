const perLine = 16

/** Bytes as `hexdump -C` shows them: offset, hexadecimal, and what of it is ASCII. */
export function hexdump(bytes: Uint8Array): string {
  const lines: string[] = []
  for (let start = 0; start < bytes.length; start += perLine) {
    const part = bytes.subarray(start, start + perLine)
    const hex = [...part].map((byte) => byte.toString(16).padStart(2, '0'))
    const halves = [hex.slice(0, 8).join(' '), hex.slice(8).join(' ')].map((half) => half.padEnd(3 * 8 - 1))
    const ascii = [...part].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('')
    lines.push(`${start.toString(16).padStart(8, '0')}  ${halves.join('  ')}  |${ascii}|`)
  }
  return lines.join('\n')
}
