import type { IHeaders, KafkaMessage } from 'kafkajs'
import { type FullDeadLetter, toDeadLetter } from '../src/probes/dead-letter.ts'

export const dlqTopic = 'user_events.dlq'

export interface LetterOptions {
  readonly value?: Buffer | string | null
  readonly key?: string | null
  readonly headers?: IHeaders
  /** Partition and offset on user_events; null for one that does not say. */
  readonly origin?: readonly [number, number] | null
  readonly reason?: string
}

/** A message on the dead-letter topic, as notification-service writes it. */
export function letterMessage(offset: number, options: LetterOptions = {}): KafkaMessage {
  const { value = 'not json', key = null, headers = {}, origin = [1, 7], reason = 'no event' } = options
  const from = origin && {
    'x-original-topic': Buffer.from('user_events'),
    'x-original-partition': Buffer.from(String(origin[0])),
    'x-original-offset': Buffer.from(String(origin[1])),
  }
  return {
    key: key === null ? null : Buffer.from(key),
    value: value === null ? null : Buffer.from(value),
    timestamp: String(1_795_500_000_000 + offset),
    attributes: 0,
    offset: String(offset),
    headers: { ...headers, ...from, 'x-exception-message': Buffer.from(reason) },
  }
}

export function letterOf(offset: number, options?: LetterOptions): FullDeadLetter {
  const message = letterMessage(offset, options)
  return { ...toDeadLetter(dlqTopic, 0, message), message }
}
