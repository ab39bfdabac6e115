import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../../shared/src/service-logger.ts'
import { reasonOf } from '../../shared/src/unavailable.ts'
import type { DeadLetter, DeadLetters } from './dead-letter.ts'
import type { EventMetrics } from './event-metrics.ts'
import { type NotificationRepository, UnstorableEvent } from './notification-repository.ts'
import { type ReceivedEvent, type ReceivedMessage, readEvent } from './received-event.ts'

export interface HandleMessages {
  readonly repository: NotificationRepository
  readonly deadLetters: DeadLetters
  readonly metrics: EventMetrics
  readonly logger: Pick<Logger, 'info' | 'warn' | 'debug'>
}

/** How often an event that the tables refuse is tried before it is dead. */
const ATTEMPTS = 3

/**
 * Handles messages of one partition: new events are stored, those stored before are counted, what is none of our events or
 * cannot be stored goes to the dead letters. When it returns the offsets may be committed. Throws when MySQL or Kafka are
 * away; then to be called again with the same messages: what was done already is not done twice.
 */
export async function handleMessages(messages: readonly ReceivedMessage[], options: HandleMessages): Promise<void> {
  const { readable, letters } = sort(messages)
  const unique = [...new Map(readable.map((event) => [event.eventId, event])).values()]
  const stored = await storeAll(unique, options, letters)
  if (letters.length > 0) await options.deadLetters.send(letters)
  account(readable, new Set(stored), letters, options)
}

function sort(messages: readonly ReceivedMessage[]): { readable: ReceivedEvent[]; letters: DeadLetter[] } {
  const [readable, letters]: [ReceivedEvent[], DeadLetter[]] = [[], []]
  for (const message of messages) {
    try {
      readable.push(readEvent(message))
    } catch (error) {
      letters.push({ message, error, attempts: 1 })
    }
  }
  return { readable, letters }
}

/** All in one transaction; when some do not fit, one by one, so that their neighbours are stored. */
async function storeAll(
  events: readonly ReceivedEvent[],
  { repository }: HandleMessages,
  letters: DeadLetter[],
): Promise<readonly ReceivedEvent[]> {
  try {
    return await repository.store(events)
  } catch (error) {
    if (!(error instanceof UnstorableEvent)) throw error
  }
  const stored: ReceivedEvent[] = []
  for (const event of events) {
    try {
      stored.push(...(await tryToStore(repository, event)))
    } catch (error) {
      if (!(error instanceof UnstorableEvent)) throw error
      letters.push({ message: event.message, error, attempts: ATTEMPTS })
    }
  }
  return stored
}

async function tryToStore(repository: NotificationRepository, event: ReceivedEvent): Promise<readonly ReceivedEvent[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await repository.store([event])
    } catch (error) {
      if (!(error instanceof UnstorableEvent) || attempt === ATTEMPTS) throw error
      await sleep(50 * attempt)
    }
  }
}

function account(
  events: readonly ReceivedEvent[],
  stored: ReadonlySet<ReceivedEvent>,
  letters: readonly DeadLetter[],
  { metrics, logger }: HandleMessages,
): void {
  const dead = new Set(letters.map(({ message }) => message))
  for (const event of events) {
    const { message, eventId, email, requestId } = event
    if (dead.has(message)) continue
    const fields = { event: eventId, partition: message.partition, offset: message.offset, request: requestId }
    if (stored.has(event)) {
      metrics.consumed(event)
      logger.info(fields, `UserRegistered ${email}`)
    } else {
      metrics.duplicated(event)
      logger.debug(fields, `UserRegistered ${email} again`)
    }
  }
  for (const { message, error } of letters) {
    metrics.deadLettered()
    const { partition, offset } = message
    logger.warn({ partition, offset }, `dead letter: ${reasonOf(error)}`)
  }
}
