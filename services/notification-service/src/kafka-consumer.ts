import { setTimeout as sleep } from 'node:timers/promises'
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs'
import { CONSUMER_GROUP } from '../../shared/src/event-contract.ts'
import { inOneTurn } from '../../shared/src/in-one-turn.ts'
import type { Readiness } from '../../shared/src/readiness.ts'
import { reasonOf } from '../../shared/src/unavailable.ts'
import { withDeadline } from '../../shared/src/with-deadline.ts'
import { beating } from './beating.ts'
import { commitResolved } from './commit-resolved.ts'
import type { ReceivedMessage } from './received-event.ts'

const CHUNK_SIZE = 500
/** The shortest that brokers allow by default: partitions of a killed replica are taken over after it. */
const SESSION_TIMEOUT_MS = 6_000

export interface KafkaConsumerOptions {
  readonly kafka: Kafka
  readonly topic: string
  readonly readiness: Readiness
  /** Messages of one partition, in order; called again with the same ones when it throws. */
  readonly handle: (messages: readonly ReceivedMessage[]) => Promise<void>
  /** MySQL or Kafka do not let it handle messages; told each time it was tried. */
  readonly onTrouble: (error: unknown) => void
  /** Partitions that this replica has, whenever that changes. */
  readonly onAssigned: (partitions: readonly number[]) => void
}

/** Why the events of a partition wait, by its number. */
type Trouble = Map<number, string>

/**
 * Consumes until the signal is aborted: then finishes what it handles, commits and leaves the group. Throws when the consumer
 * crashed or went silent; to be tried again with a new one (kafkajs itself stays dead after some errors).
 */
export async function runKafkaConsumer(options: KafkaConsumerOptions, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  const { kafka, topic, onAssigned } = options
  const consumer = kafka.consumer({
    groupId: CONSUMER_GROUP,
    sessionTimeout: SESSION_TIMEOUT_MS,
    rebalanceTimeout: 10_000,
    heartbeatInterval: 1_500,
    // the broker answers as soon as there is one message; this is only how long it waits for it
    minBytes: 1,
    maxWaitTimeInMs: 500,
    allowAutoTopicCreation: false,
  })
  // What all partitions have resolved.
  const commit = inOneTurn(async ([payload]: readonly EachBatchPayload[]) => payload && commitResolved(payload))
  const trouble: Trouble = new Map()
  const ended = watchConsumer(consumer, options, trouble, signal)
  try {
    const start = withDeadline(20_000, 'Kafka', async () => {
      await consumer.connect()
      await consumer.subscribe({ topics: [topic], fromBeginning: true })
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: 3,
        eachBatch: (payload) => handleBatch(payload, options, trouble, commit),
      })
    })
    // a signal or a crash may come first
    await Promise.race([start, ended.promise])
    await ended.promise
  } finally {
    ended.dispose()
    onAssigned([])
    await withDeadline(5_000, 'Kafka', () => consumer.disconnect()).catch(() => {})
  }
}

async function handleBatch(
  payload: EachBatchPayload,
  options: KafkaConsumerOptions,
  trouble: Trouble,
  commit: (payload: EachBatchPayload) => Promise<void>,
): Promise<void> {
  const { batch, resolveOffset, heartbeat, isRunning, isStale } = payload
  const goesOn = () => isRunning() && !isStale()
  const { topic, partition } = batch
  for (let start = 0; start < batch.messages.length && goesOn(); start += CHUNK_SIZE) {
    const messages = batch.messages
      .slice(start, start + CHUNK_SIZE)
      .map(({ offset, timestamp, key, value, headers = {} }) => ({
        topic,
        partition,
        offset,
        timestamp,
        key,
        value,
        headers,
      }))
    await beating(heartbeat, async () => {
      if (!(await untilHandled(messages, options, trouble, goesOn))) return
      resolveOffset(messages.at(-1)?.offset ?? batch.firstOffset() ?? '0')
      await commit(payload)
    })
  }
}

/** Tries until MySQL (or Kafka, for dead letters) is back, however long that takes. False when the partition was lost meanwhile. */
async function untilHandled(
  messages: readonly ReceivedMessage[],
  { handle, onTrouble }: KafkaConsumerOptions,
  trouble: Trouble,
  goesOn: () => boolean,
): Promise<boolean> {
  const partition = messages[0]?.partition ?? 0
  try {
    for (let pauseMs = 100; goesOn(); pauseMs = Math.min(pauseMs * 2, 1_000)) {
      try {
        await handle(messages)
        return true
      } catch (error) {
        trouble.set(partition, reasonOf(error))
        onTrouble(error)
        await sleep(pauseMs)
      }
    }
    return false
  } finally {
    trouble.delete(partition)
  }
}

/** Rejects when kafkajs crashed or nothing was heard from the broker for long; resolves when the signal is aborted. */
function watchConsumer(
  consumer: Consumer,
  { readiness, topic, onAssigned }: KafkaConsumerOptions,
  trouble: Trouble,
  signal: AbortSignal,
): { readonly promise: Promise<void>; readonly dispose: () => void } {
  let timer: NodeJS.Timeout | undefined
  let onAbort = () => {}
  const promise = new Promise<void>((resolve, reject) => {
    let assignment: string | undefined
    let heardAt = performance.now()
    const heard = () => {
      heardAt = performance.now()
      const [why] = trouble.values()
      if (why !== undefined) readiness.fails('consumer', `events wait: ${why}`)
      else if (assignment !== undefined) readiness.works('consumer', assignment)
    }
    const { GROUP_JOIN, REBALANCING, HEARTBEAT, FETCH, CRASH } = consumer.events
    consumer.on(GROUP_JOIN, ({ payload }) => {
      const partitions = payload.memberAssignment[topic] ?? []
      assignment = `in group ${CONSUMER_GROUP} with ${partitions.length} partitions`
      onAssigned(partitions)
      heard()
    })
    consumer.on(REBALANCING, () => {
      assignment = undefined
      readiness.fails('consumer', 'the group is rebalancing')
    })
    consumer.on(HEARTBEAT, heard)
    consumer.on(FETCH, heard)
    consumer.on(CRASH, ({ payload }) => reject(payload.error))
    timer = setInterval(() => {
      const silentMs = performance.now() - heardAt
      if (silentMs > 3 * SESSION_TIMEOUT_MS) reject(new Error('no word from the broker for long'))
      else if (assignment === undefined) readiness.fails('consumer', 'waits to join the group')
      else if (silentMs > SESSION_TIMEOUT_MS) readiness.fails('consumer', 'the broker does not answer')
    }, 1_000)
    onAbort = resolve
    signal.addEventListener('abort', onAbort, { once: true })
    if (signal.aborted) resolve()
  })
  const dispose = () => {
    clearInterval(timer)
    // the signal outlives this consumer, and would keep it
    signal.removeEventListener('abort', onAbort)
  }
  return { promise, dispose }
}
