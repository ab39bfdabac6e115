import type { KafkaMessage } from 'kafkajs'
import { deadLetterHeaders, dlqTopicOf, eventHeaders, headerText } from '../../../services/shared/src/event-contract.ts'
import type { Run } from '../lib/run.ts'
import { connectAdmin, createKafka } from '../probes/create-kafka.ts'
import { openPaths } from '../probes/paths.ts'
import { readTopic } from '../probes/read-topic.ts'
import { toTopicEvent } from '../probes/topic-event.ts'
import { readTopicOffsets } from '../probes/topic-offsets.ts'
import type { Stack } from '../stack/stack.ts'
import type { Target } from '../targets/target.ts'

/** A message as people and programs are shown it. */
export interface EventLine {
  readonly partition: number
  readonly offset: number
  /** ISO 8601. */
  readonly time: string
  readonly key: string | null
  /** Null for what is no event of ours. */
  readonly eventId: string | null
  readonly email: string | null
  readonly userName: string | null
  /** Its text when it is no event of ours. */
  readonly text?: string
  /** Of a dead letter: where it came from and why it is one. */
  readonly deadLetter?: { readonly partition: number; readonly offset: number; readonly reason: string }
  /** The HTTP request that caused it. */
  readonly requestId?: string
}

export interface EventsOptions {
  /** The dead letters instead. */
  readonly isDeadLetters: boolean
  /** How many of the last ones. */
  readonly tail: number
  /** Goes on until the signal aborts. */
  readonly isFollowing: boolean
  readonly onEvent: (event: EventLine) => void
}

/** Shows the last messages of the topic, oldest first, and with `isFollowing` each new one as it comes. Resolves when aborted. */
export async function events(stack: Stack, target: Target, options: EventsOptions, run: Run): Promise<void> {
  const topic = options.isDeadLetters ? dlqTopicOf(stack.topic) : stack.topic
  await using paths = openPaths(stack, target, run)
  const { host, port } = await paths.to('kafka', 'kafka')
  run.showCommand(
    `kafka-console-consumer.sh --bootstrap-server ${host}:${port} --topic ${topic} --from-beginning --property print.key=true --property print.headers=true`,
  )
  const kafka = await createKafka(stack, paths, { retries: 4, requestTimeoutMs: 10_000 })
  const admin = await connectAdmin(kafka)
  const offsets = await readTopicOffsets(admin, topic).finally(() => admin.disconnect())
  const last: EventLine[] = []
  await readTopic(kafka, {
    topic,
    ranges: offsets.map(({ partition, first, end }) => ({ partition, from: Math.max(first, end - options.tail), end })),
    signal: run.signal,
    onMessage: (message, partition) => last.push(toEventLine(topic, partition, message)),
  })
  for (const line of last.toSorted(byTime).slice(-options.tail)) options.onEvent(line)
  if (!options.isFollowing) return
  await readTopic(kafka, {
    topic,
    ranges: offsets.map(({ partition, end }) => ({ partition, from: end })),
    signal: run.signal,
    onMessage: (message, partition) => options.onEvent(toEventLine(topic, partition, message)),
  })
}

function byTime(a: EventLine, b: EventLine): number {
  return a.time.localeCompare(b.time) || a.partition - b.partition || a.offset - b.offset
}

export function toEventLine(topic: string, partition: number, message: KafkaMessage): EventLine {
  const event = toTopicEvent(topic, partition, message)
  const requestId = headerText(message.headers?.[eventHeaders.requestId])
  return {
    partition,
    offset: Number(message.offset),
    time: new Date(Number(message.timestamp)).toISOString(),
    key: message.key === null ? null : message.key.toString('utf8'),
    eventId: event?.eventId ?? null,
    email: event?.email ?? null,
    userName: event?.userName ?? null,
    ...(event === undefined ? { text: message.value?.toString('utf8').slice(0, 1000) ?? '' } : {}),
    ...toDeadLetter(message),
    ...(requestId === undefined ? {} : { requestId }),
  }
}

function toDeadLetter({ headers }: KafkaMessage): Pick<EventLine, 'deadLetter'> {
  const [partition, offset, reason] = [
    deadLetterHeaders.partition,
    deadLetterHeaders.offset,
    deadLetterHeaders.exceptionMessage,
  ].map((name) => headerText(headers?.[name]))
  if (partition === undefined || offset === undefined) return {}
  return { deadLetter: { partition: Number(partition), offset: Number(offset), reason: reason ?? 'no reason given' } }
}
