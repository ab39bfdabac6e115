import { expect, it } from 'vitest'
import { visibleLine, visibleLines } from '../../src/lib/visible-text.ts'

it('shows what a terminal would obey', () => {
  expect(visibleLine('a\x1b[31mb\nc\t\u202e\x9b')).toBe('a\\x1b[31mb\\nc\\t\\u202e\\x9b')
  expect(visibleLines('a\r\n\tb\x1b\rc')).toBe('a\n\tb\\x1b\\rc')
})

it('leaves words of all languages alone', () => {
  expect(visibleLine('Añil 日本 ✓')).toBe('Añil 日本 ✓')
})
