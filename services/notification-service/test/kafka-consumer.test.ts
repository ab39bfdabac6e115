import { getEventListeners } from 'node:events'
import type { Kafka } from 'kafkajs'
import { expect, it } from 'vitest'
import { createReadiness } from '../../shared/src/readiness.ts'
import { runKafkaConsumer } from '../src/kafka-consumer.ts'

const events = {
  GROUP_JOIN: 'join',
  REBALANCING: 'rebalancing',
  HEARTBEAT: 'heartbeat',
  FETCH: 'fetch',
  CRASH: 'crash',
}

/** Its consumers cannot connect. */
const unreachable = {
  consumer: () => ({
    events,
    on: () => {},
    connect: async () => {
      throw new Error('connection refused')
    },
    disconnect: async () => {},
  }),
} as unknown as Kafka

it('leaves nothing behind of a consumer that failed, however often', async () => {
  const { signal } = new AbortController()
  const logger = { info: () => {}, warn: () => {} } as unknown as Parameters<typeof createReadiness>[1]
  const options = {
    kafka: unreachable,
    topic: 'user_events',
    readiness: createReadiness(['consumer'], logger),
    handle: async () => {},
    onTrouble: () => {},
    onAssigned: () => {},
  }
  for (let n = 0; n < 3; n++) await expect(runKafkaConsumer(options, signal)).rejects.toThrow('connection refused')
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
})
