import { expect, it } from 'vitest'
import type { LogEntry } from '../../src/actions/log-entry.ts'
import { logLine } from '../../src/ui/log-line.ts'
import { plainPen } from './plain-pen.ts'

const options = { nameWidth: 12, isFullTime: true, hasReplicas: () => false }
const entry: LogEntry = {
  component: 'user-service',
  replica: 1,
  time: '2026-11-24T03:15:02.114Z',
  level: 'info',
  message: 'registered user 8121',
  fields: { event: '019c2f', partition: 2 },
}

it('is one line of name, time, level, message and fields', () => {
  expect(logLine(entry, plainPen, options)).toBe(
    'user-service  2026-11-24T03:15:02.114Z  info   registered user 8121  event=019c2f partition=2',
  )
})

it('shows a stack on lines of its own, and tabs as they are', () => {
  const fields = { err: { stack: 'Error: gone\n    at main' } }
  const text = logLine({ ...entry, message: '\tat kafka.Kafka.main', fields }, plainPen, options)
  expect(text).toMatch(/ info {3}\tat kafka\.Kafka\.main {2}\nError: gone\n {4}at main$/)
})

it('lets nobody who writes to the topic or a log command the terminal, or add a line', () => {
  const evil = '\x1b[2J\x1b]0;pwned\x07\r\nFAKE LINE'
  const text = logLine({ ...entry, message: evil, fields: { email: evil } }, plainPen, options)
  expect(text.split('\n')).toHaveLength(1)
  expect(text).toContain('\\x1b[2J\\x1b]0;pwned\\x07\\r\\nFAKE LINE  email=\\x1b[2J')
})
