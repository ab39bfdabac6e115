import type { IHeaders, Message } from 'kafkajs'
import {
  deadLetterHeaders,
  eventHeaders,
  parseEvent,
  REPLAY_HEADER,
  UnreadableEvent,
} from '../../../services/shared/src/event-contract.ts'
import type { FullDeadLetter, Place } from '../probes/dead-letter.ts'

/** A dead letter as it goes to its topic again. */
export interface ReplayMessage {
  readonly letter: FullDeadLetter
  readonly topic: string
  readonly message: Message & { readonly partition: number; readonly value: Buffer | null; readonly headers: IHeaders }
}

const added: ReadonlySet<string> = new Set(Object.values(deadLetterHeaders))

/**
 * The message as it was before it died: key, headers and, unless there is a better one, payload; to the partition it came from. One
 * header names the letter that it replays. A message without an event id of its own gets the one that the consumer gave it, so that
 * any number of replays have one effect.
 */
export function toReplayMessage(
  letter: FullDeadLetter,
  origin: Place,
  partitions: number,
  payload: Buffer | null = letter.message.value,
): ReplayMessage {
  const { key, headers = {} } = letter.message
  const own = Object.entries(headers).filter(([name]) => !added.has(name))
  return {
    letter,
    topic: origin.topic,
    message: {
      key,
      value: payload,
      // A topic made anew may have fewer.
      partition: origin.partition % partitions,
      headers: {
        ...Object.fromEntries(own.map(([name, value]) => [name, withoutNull(value)])),
        ...(letter.hasOwnEventId ? {} : { [eventHeaders.id]: letter.eventId }),
        [REPLAY_HEADER]: `${letter.place.topic}/${letter.place.partition}/${letter.place.offset}`,
      },
    },
  }
}

/** Why the consumer would not read such an event; undefined when it would. */
export function whyUnreadable(payload: Buffer | null): string | undefined {
  try {
    parseEvent(payload)
    return undefined
  } catch (error) {
    if (error instanceof UnreadableEvent) return error.message
    throw error
  }
}

/** Kafka knows headers without a value, kafkajs reads them as null and, as it was published, cannot write them: empty is as near as it gets. */
function withoutNull(value: IHeaders[string]): IHeaders[string] {
  if (Array.isArray(value)) return value.map((one) => one ?? Buffer.alloc(0))
  return value ?? Buffer.alloc(0)
}
