import { deadLetterHeaders } from '../../shared/src/event-contract.ts'
import { reasonOf } from '../../shared/src/unavailable.ts'
import type { ReceivedMessage } from './received-event.ts'

/** A message that could not be handled, with the reason. */
export interface DeadLetter {
  readonly message: ReceivedMessage
  readonly error: unknown
  readonly attempts: number
}

/** Where dead letters go. */
export interface DeadLetters {
  /** Returns once all are on the dead-letter topic. */
  send(letters: readonly DeadLetter[]): Promise<void>
}

/** The message's own headers, and where it came from and why it is dead. */
export function deadLetterHeadersOf(letter: DeadLetter, consumerGroup: string): ReceivedMessage['headers'] {
  const { message, error, attempts } = letter
  return {
    ...message.headers,
    [deadLetterHeaders.topic]: message.topic,
    [deadLetterHeaders.partition]: String(message.partition),
    [deadLetterHeaders.offset]: message.offset,
    [deadLetterHeaders.timestamp]: message.timestamp,
    [deadLetterHeaders.consumerGroup]: consumerGroup,
    [deadLetterHeaders.attempts]: String(attempts),
    [deadLetterHeaders.exceptionClass]: error instanceof Error ? error.name : typeof error,
    [deadLetterHeaders.exceptionMessage]: reasonOf(error).slice(0, 500),
  }
}
