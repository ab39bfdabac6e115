import type { IHeaders, KafkaMessage } from 'kafkajs'
import {
  deadLetterHeaders,
  eventHeaders,
  eventIdOf,
  headerText,
  REPLAY_HEADER,
} from '../../../services/shared/src/event-contract.ts'
import { type PayloadKind, payloadKindOf } from './payload.ts'

/** Where a message lies. */
export interface Place {
  readonly topic: string
  readonly partition: number
  readonly offset: number
}

/** What is known of a dead letter without keeping its payload. */
export interface DeadLetter {
  /** `<partition>-<offset>` on the dead-letter topic. */
  readonly id: string
  readonly place: Place
  /** When it became one; ISO 8601. */
  readonly time: string
  /** Null for one that does not say, which notification-service never writes. */
  readonly origin: Place | null
  readonly reason: string
  readonly reasonClass: string | null
  /** By which the consumer would know it: the same after any number of replays. */
  readonly eventId: string
  /** Whether the message names that id itself; otherwise it follows from its origin. */
  readonly hasOwnEventId: boolean
  readonly key: string | null
  readonly bytes: number
  readonly kind: PayloadKind
  /** How long the payload was that the consumer left out, because it was too large for the topic; null when all is there. */
  readonly omittedBytes: number | null
  /** The beginning of a text, empty for bytes. */
  readonly excerpt: string
  /** The dead letter that this one is a replay of: it died again. */
  readonly replayOf: string | null
}

/** A dead letter with all that it holds. */
export interface FullDeadLetter extends DeadLetter {
  readonly message: KafkaMessage
}

const excerptLength = 200

export function toDeadLetter(topic: string, partition: number, message: KafkaMessage): DeadLetter {
  const { headers = {}, key, value } = message
  const place = { topic, partition, offset: Number(message.offset) }
  const origin = originOf(headers)
  const named = origin ?? place
  const kind = payloadKindOf(value)
  return {
    id: letterId(place),
    place,
    time: new Date(Number(message.timestamp)).toISOString(),
    origin,
    reason: headerText(headers[deadLetterHeaders.exceptionMessage]) ?? 'no reason given',
    reasonClass: headerText(headers[deadLetterHeaders.exceptionClass]) ?? null,
    eventId: eventIdOf({ ...named, offset: String(named.offset), headers }),
    hasOwnEventId: (headerText(headers[eventHeaders.id]) ?? '') !== '',
    key: key === null ? null : key.toString('utf8'),
    bytes: value?.length ?? 0,
    kind,
    excerpt:
      kind === 'json' || kind === 'text'
        ? (value?.toString('utf8', 0, 4 * excerptLength) ?? '').slice(0, excerptLength)
        : '',
    omittedBytes: numberIn(headers, deadLetterHeaders.omittedBytes),
    replayOf: replayedLetter(headers, topic),
  }
}

export function letterId({ partition, offset }: Pick<Place, 'partition' | 'offset'>): string {
  return `${partition}-${offset}`
}

/** "0-12", and "0/12" as `events` writes it; undefined for what is no such thing. */
export function parseLetterId(text: string): Pick<Place, 'partition' | 'offset'> | undefined {
  const [, partition, offset] = /^(\d{1,9})[-/](\d{1,15})$/.exec(text) ?? []
  return partition === undefined ? undefined : { partition: Number(partition), offset: Number(offset) }
}

function originOf(headers: IHeaders): Place | null {
  const topic = headerText(headers[deadLetterHeaders.topic])
  const partition = numberIn(headers, deadLetterHeaders.partition)
  const offset = numberIn(headers, deadLetterHeaders.offset)
  return topic === undefined || partition === null || offset === null ? null : { topic, partition, offset }
}

function numberIn(headers: IHeaders, name: string): number | null {
  const text = headerText(headers[name])
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null
}

/** Only of this topic: ids of another one would be taken for this one's. */
function replayedLetter(headers: IHeaders, topic: string): string | null {
  const text = headerText(headers[REPLAY_HEADER])
  if (!text?.startsWith(`${topic}/`)) return null
  const place = parseLetterId(text.slice(topic.length + 1))
  return place === undefined ? null : letterId(place)
}
