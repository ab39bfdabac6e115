import type { KafkaMessage } from 'kafkajs'
import { eventIdOf, parseEvent, UnreadableEvent, userIdOf } from '../../../services/shared/src/event-contract.ts'

/** An event as it lies on the topic. */
export interface TopicEvent {
  readonly eventId: string
  /** Undefined for the event of an older producer, which has no key. */
  readonly userId: number | undefined
  readonly userName: string
  readonly email: string
}

/** Undefined for a message that is no event of ours: what the consumer puts among the dead letters. */
export function toTopicEvent(topic: string, partition: number, message: KafkaMessage): TopicEvent | undefined {
  try {
    const { data } = parseEvent(message.value)
    const { offset, headers } = message
    return {
      eventId: eventIdOf({ topic, partition, offset, headers }),
      userId: userIdOf(message.key),
      userName: data.user_name,
      email: data.email,
    }
  } catch (error) {
    if (error instanceof UnreadableEvent) return undefined
    throw error
  }
}
