import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { judgeLetters } from '../../src/checks/judge-letters.ts'
import { hexdump } from '../../src/ui/hexdump.ts'
import { renderDeadLetters } from '../../src/ui/render-dead-letters.ts'
import { dlqTopic, letterOf } from '../dead-letters.ts'
import { plainPen } from './plain-pen.ts'

const reason = 'a reason that goes on for longer than a line of a terminal, with \x1b[31mcolour and\nlines'
const letters = judgeLetters(
  [letterOf(3, { reason, origin: [0, 2_718_281], value: 'x'.repeat(5_000) }), letterOf(4, { reason, value: null })],
  new Set(),
  [],
)

const asked = { reason: undefined, name: 'other' }

describe('the list of dead letters', () => {
  it.each([80, 100, 110, 160])('fits into %i columns', (columns) => {
    const text = renderDeadLetters({ topic: dlqTopic, total: 2, letters }, asked, { ...plainPen, columns })
    for (const line of text.split('\n')) expect(stringWidth(line), line).toBeLessThanOrEqual(columns)
    expect(text).toContain('a reason that')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: -- that none is left is what this is about
    expect(text).not.toMatch(/[\0-\x09\x0b-\x1f]/)
  })

  it.each([80, 120])('fits into %i columns with characters that take two', (columns) => {
    const wide = judgeLetters([letterOf(3, { reason: '名前'.repeat(40), value: '山田太郎'.repeat(40) })], new Set(), [])
    const text = renderDeadLetters({ topic: dlqTopic, total: 1, letters: wide }, asked, { ...plainPen, columns })
    for (const line of text.split('\n')) expect(stringWidth(line), line).toBeLessThanOrEqual(columns)
    expect(text).toContain('名前名前')
  })

  it('is whole in a pipe', () => {
    const text = renderDeadLetters({ topic: dlqTopic, total: 2, letters }, asked, plainPen)
    expect(text).toContain('longer than a line of a terminal, with \\x1b[31mcolour and\\nlines')
    expect(text).toMatch(/Next: msctl dlq show ID --name other {4}msctl dlq replay ID --edit --name other$/)
  })

  it('does not say that none is open while nobody knows', () => {
    const unknown = { topic: dlqTopic, total: 2, letters: judgeLetters(letters, undefined, []) }
    expect(renderDeadLetters(unknown, asked, plainPen)).toMatch(/not known[\s\S]*which are open is not known$/)
  })

  it('says plainly that there are none', () => {
    const none = { topic: dlqTopic, total: 0, letters: [] }
    expect(renderDeadLetters(none, asked, plainPen)).toBe('no dead letters')
    expect(renderDeadLetters(none, { ...asked, reason: 'mail' }, plainPen)).toBe(
      'no dead letters whose reason contains "mail"',
    )
  })
})

it('dumps bytes as hexdump does', () => {
  expect(hexdump(Buffer.from('0123456789abcdef\x00\xff', 'latin1'))).toBe(
    [
      '00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  |0123456789abcdef|',
      '00000010  00 ff                                             |..|',
    ].join('\n'),
  )
})
