import { eventHeaders, eventIdOf, headerText, parseEvent, userIdOf } from '../../shared/src/event-contract.ts'

/** A message as it came from a topic. */
export interface ReceivedMessage {
  readonly topic: string
  readonly partition: number
  readonly offset: string
  /** Milliseconds since 1970, as text. */
  readonly timestamp: string
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly headers: Readonly<Record<string, Buffer | string | (Buffer | string)[] | undefined>>
}

/** A message that is one of our events. */
export interface ReceivedEvent {
  readonly message: ReceivedMessage
  readonly eventId: string
  /** Absent in an older producer's event without key. */
  readonly userId: number | undefined
  readonly userName: string
  /** In lower case. */
  readonly email: string
  /** When it was written, for the delivery time; absent in an older producer's event. */
  readonly writtenAt: Date | undefined
  readonly requestId: string | undefined
}

/** Throws UnreadableEvent for a message that is none of ours. */
export function readEvent(message: ReceivedMessage): ReceivedEvent {
  const { data } = parseEvent(message.value)
  const writtenAt = new Date(headerText(message.headers[eventHeaders.time]) ?? Number.NaN)
  return {
    message,
    eventId: eventIdOf(message),
    userId: userIdOf(message.key),
    userName: data.user_name,
    email: data.email.toLowerCase(),
    writtenAt: Number.isNaN(writtenAt.getTime()) ? undefined : writtenAt,
    requestId: headerText(message.headers[eventHeaders.requestId]),
  }
}

/** The first of those with the same id. */
export function firstOfEach(events: readonly ReceivedEvent[]): readonly ReceivedEvent[] {
  const first = new Map<string, ReceivedEvent>()
  for (const event of events) if (!first.has(event.eventId)) first.set(event.eventId, event)
  return [...first.values()]
}
