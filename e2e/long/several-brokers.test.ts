import { setTimeout as sleep } from 'node:timers/promises'
import { Kafka, type KafkaMessage, logLevel } from 'kafkajs'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { muteTimeoutWarning } from '../../cli/src/lib/mute-timeout-warning.ts'
import { readTopic } from '../../cli/src/probes/read-topic.ts'
import { createKafka } from '../../services/shared/src/kafka/create-kafka.ts'
import { connectKafkaPublisher } from '../../services/user-service/src/kafka-publisher.ts'
import type { EventPublisher } from '../../services/user-service/src/outbox.ts'
import { type Brokers, openBrokers } from '../harness/brokers.ts'
import { eventually } from '../harness/eventually.ts'
import { whyNotLocal } from '../harness/required.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

const reason = await whyNotLocal()
const topic = 'user_events'
const partitions = 12

describe.skipIf(reason)(`three brokers${reason ? ` (${reason})` : ''}`, () => {
  let sandbox: Sandbox
  let brokers: Brokers
  let kafka: Kafka

  beforeAll(async () => {
    muteTimeoutWarning()
    sandbox = await openSandbox()
    brokers = await openBrokers(sandbox)
    kafka = new Kafka({ brokers: [...brokers.addresses], logLevel: logLevel.NOTHING })
    await using admin = await openAdmin()
    await eventually(
      () => admin.createTopics({ topics: [{ topic, numPartitions: partitions, replicationFactor: 3 }] }),
      60_000,
    )
  })

  afterAll(async () => {
    await brokers[Symbol.asyncDispose]()
    await sandbox[Symbol.asyncDispose]()
  })

  it('lose no event that was published while one of them was killed', async () => {
    const publisher = publishUntil()
    for (const index of brokers.addresses.keys()) {
      await sleep(2_000)
      await brokers.kill(index)
      await sleep(6_000)
      brokers.start(index)
      await eventually(expectInSync, 60_000)
    }
    const published = await publisher.stop()
    expect(published.size).toBeGreaterThan(1_000)
    // The group of a reader may need a moment on brokers that have just changed places.
    await eventually(async () => expect(await missingFrom(published)).toEqual([]), 30_000)
  })

  /** Publishes batch after batch as the relay does: what failed is sent once more by a new publisher. Returns the keys of all that were. */
  function publishUntil() {
    const published = new Set<string>()
    let stopped = false
    const ended = publishAll()
    async function publishAll() {
      const ours = createKafka(
        'user-service',
        { brokers: brokers.addresses, topic, partitions },
        pino({ level: 'silent' }),
      )
      let publisher: EventPublisher | undefined
      for (let batch = 0; !stopped; ) {
        const keys = Array.from({ length: 50 }, (_, n) => `${batch}-${n}`)
        try {
          publisher ??= await connectKafkaPublisher(ours, topic)
          await publisher.publish(keys.map((key, id) => ({ id, key, payload: '{}', headers: {} })))
          for (const key of keys) published.add(key)
          batch += 1
        } catch {
          await publisher?.[Symbol.asyncDispose]()
          publisher = undefined
        }
      }
      await publisher?.[Symbol.asyncDispose]()
    }
    return {
      stop: async () => {
        stopped = true
        await ended
        return published
      },
    }
  }

  async function expectInSync() {
    await using admin = await openAdmin()
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] })
    expect(topics[0]?.partitions.every(({ isr }) => isr.length === 3)).toBe(true)
  }

  async function openAdmin() {
    const admin = kafka.admin()
    await admin.connect()
    return Object.assign(admin, { [Symbol.asyncDispose]: () => admin.disconnect() })
  }

  async function missingFrom(keys: ReadonlySet<string>): Promise<readonly string[]> {
    await using admin = await openAdmin()
    const ranges = (await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => ({
      partition,
      from: 0,
      end: Number(high),
    }))
    const read = new Set<string>()
    const onMessage = ({ key }: KafkaMessage) => read.add(String(key))
    await readTopic(kafka, { topic, ranges, signal: AbortSignal.timeout(60_000), onMessage })
    return [...keys].filter((key) => !read.has(key))
  }
})
