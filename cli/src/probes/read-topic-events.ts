import type { Kafka, KafkaMessage } from 'kafkajs'
import { type ReadOptions, readTopic } from './read-topic.ts'
import { type TopicEvent, toTopicEvent } from './topic-event.ts'

export interface ReadEventsOptions extends Pick<ReadOptions, 'topic' | 'ranges' | 'signal'> {
  readonly onEvent: (event: TopicEvent) => void
  /** A message that is no event of ours. */
  readonly onOther?: (message: KafkaMessage) => void
}

/** Reads what lies in those ranges, as readTopic does; rejects when the signal aborts, since not all was read then. */
export async function readTopicEvents(
  kafka: Kafka,
  { topic, ranges, signal, onEvent, onOther }: ReadEventsOptions,
): Promise<void> {
  await readTopic(kafka, {
    topic,
    ranges,
    signal,
    onMessage: (message, partition) => {
      const event = toTopicEvent(topic, partition, message)
      if (event === undefined) onOther?.(message)
      else onEvent(event)
    },
  })
  signal.throwIfAborted()
}
