import { randomUUID } from 'node:crypto'
import type { Consumer, EachBatchHandler, Kafka, KafkaMessage } from 'kafkajs'
import { kafkaUnreachable } from './create-kafka.ts'

/** Offsets of one partition: from the first on, up to but without `end`; without `end` until the signal aborts. */
export interface OffsetRange {
  readonly partition: number
  readonly from: number
  readonly end?: number
}

export interface ReadOptions {
  readonly topic: string
  readonly ranges: readonly OffsetRange[]
  readonly signal: AbortSignal
  /** Each message of the ranges once, in order within its partition. */
  readonly onMessage: (message: KafkaMessage, partition: number) => void
  /** Called once when reading has begun: whatever is written to the topic from now on is seen. */
  readonly onStart?: () => void
}

const stallMs = 15_000

/**
 * Reads a topic without leaving a trace: its consumer group is thrown away afterwards and commits nothing. Resolves when
 * all ranges were read, or the signal aborted; MSCTL_COULD_NOT_ASK when Kafka goes away meanwhile.
 */
export async function readTopic(kafka: Kafka, options: ReadOptions): Promise<void> {
  const next = new Map(options.ranges.filter(hasMessages).map(({ partition, ...range }) => [partition, range]))
  if (next.size === 0 || options.signal.aborted) return
  const groupId = `msctl-read-${randomUUID()}`
  const consumer = kafka.consumer({
    groupId,
    maxWaitTimeInMs: 100,
    allowAutoTopicCreation: false,
    // A throw-away reader has nothing to start again for: whoever asked decides.
    retry: { retries: 3, initialRetryTime: 100, restartOnFailure: async () => false },
  })
  try {
    await consumer.connect()
    await readUntilDone(consumer, next, options)
  } catch (cause) {
    throw kafkaUnreachable(cause)
  } finally {
    await consumer.disconnect().catch(() => {})
    await forgetGroup(kafka, groupId)
  }
}

/** What is still to be read of one partition. */
interface Rest {
  from: number
  readonly end?: number
}

function hasMessages({ from, end }: OffsetRange): boolean {
  return end === undefined || from < end
}

async function readUntilDone(
  consumer: Consumer,
  next: Map<number, Rest>,
  { topic, signal, onMessage, onStart }: ReadOptions,
): Promise<void> {
  await consumer.subscribe({ topics: [topic], fromBeginning: true })
  // Aborted while it connected: no event of that will come any more.
  if (signal.aborted) return
  const { promise: ended, resolve: finish, reject } = Promise.withResolvers<void>()
  const isFollowing = [...next.values()].some(({ end }) => end === undefined)
  const stalled = (): void => reject(new Error(`nothing came for ${stallMs / 1000} s, although there is more to read`))
  const timer = isFollowing ? undefined : setTimeout(stalled, stallMs)
  const onAbort = (): void => finish()
  signal.addEventListener('abort', onAbort, { once: true })
  consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error))
  consumer.on(consumer.events.GROUP_JOIN, () => onStart?.())
  const eachBatch: EachBatchHandler = async ({ batch }) => {
    timer?.refresh()
    takeBatch(batch.messages, batch.partition, next, onMessage)
    if (next.size === 0) finish()
  }
  try {
    consumer.run({ autoCommit: false, eachBatch }).catch(reject)
    for (const [partition, { from }] of next) consumer.seek({ topic, partition, offset: String(from) })
    await ended
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
  }
}

/** A batch may begin before, or come again, when the group was rebalanced: what was had is left out. */
function takeBatch(
  messages: readonly KafkaMessage[],
  partition: number,
  next: Map<number, Rest>,
  onMessage: ReadOptions['onMessage'],
): void {
  for (const message of messages) {
    const range = next.get(partition)
    if (range === undefined) return
    const offset = Number(message.offset)
    if (offset < range.from) continue
    if (range.end === undefined || offset < range.end) onMessage(message, partition)
    range.from = offset + 1
    if (range.end !== undefined && range.from >= range.end) next.delete(partition)
  }
}

async function forgetGroup(kafka: Kafka, groupId: string): Promise<void> {
  const admin = kafka.admin()
  try {
    await admin.connect()
    await admin.deleteGroups([groupId])
  } catch {
    // It holds no offsets and expires by itself.
  } finally {
    await admin.disconnect().catch(() => {})
  }
}
