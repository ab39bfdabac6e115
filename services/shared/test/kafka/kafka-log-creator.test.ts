import { type LogEntry, logLevel } from 'kafkajs'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { kafkaLogCreator } from '../../src/kafka/kafka-log-creator.ts'

function levelOf(level: logLevel, message: string, error = ''): string | undefined {
  const lines: string[] = []
  const logger = pino({ level: 'debug' }, { write: (line) => lines.push(line) })
  const entry = { level, namespace: 'Test', label: '', log: { timestamp: '', message, error } } satisfies LogEntry
  kafkaLogCreator(logger)(level)(entry)
  return pino.levels.labels[JSON.parse(lines[0] ?? '{}').level]
}

it.each([
  ['Response GroupCoordinator', 'The group coordinator is not available'],
  ['Crash: KafkaJSGroupCoordinatorNotFound', ''],
  ['Response OffsetFetch', "The coordinator is loading and hence can't process requests for this group"],
  ['The group is rebalancing, re-joining', ''],
  ['Connection error: connect ECONNREFUSED', ''],
  ['Response CreateTopics(key: 19, version: 3)', 'Topic creation errors'],
])('takes "%s %s" as part of normal life', (message, error) => {
  expect(levelOf(logLevel.ERROR, message, error)).toBe('debug')
})

it('keeps what is not expected', () => {
  expect(levelOf(logLevel.ERROR, 'Error when calling eachBatch', 'x is not a function')).toBe('error')
  expect(levelOf(logLevel.WARN, 'something odd')).toBe('warn')
  expect(levelOf(logLevel.INFO, 'Starting')).toBe('debug')
})
