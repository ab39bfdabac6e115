import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../../shared/src/service-logger.ts'
import { reasonOf } from '../../shared/src/unavailable.ts'
import type { DeadLetter, DeadLetters } from './dead-letter.ts'
import type { EventMetrics } from './event-metrics.ts'
import { type NotificationRepository, UnstorableEvent } from './notification-repository.ts'
import { firstOfEach, type ReceivedEvent, type ReceivedMessage, readEvent } from './received-event.ts'

export interface HandleMessages {
  readonly repository: NotificationRepository
  readonly deadLetters: DeadLetters
  readonly metrics: EventMetrics
  readonly logger: Pick<Logger, 'info' | 'warn' | 'debug'>
}

/** How often an event that the tables refuse is tried before it is dead. */
const ATTEMPTS = 3

/** Messages that were counted: when the rest of their batch has to be tried again they come again, but are the same objects. */
const accounted = new WeakSet<ReceivedMessage>()

/**
 * Handles messages of one partition: new events are stored, those stored before are counted, what is none of our events or
 * cannot be stored goes to the dead letters. When it returns the offsets may be committed. Throws when MySQL or Kafka are
 * away; then to be called again with the same messages: what was done already is neither done nor counted twice.
 */
export async function handleMessages(messages: readonly ReceivedMessage[], options: HandleMessages): Promise<void> {
  const { readable, letters } = sort(messages)
  const first = new Set(firstOfEach(readable))
  await storeAll([...first], options, letters)
  for (const event of readable) if (!first.has(event)) accountAgain(event, options)
  if (letters.length > 0) await options.deadLetters.send(letters)
  for (const letter of letters) accountDead(letter, options)
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
  options: HandleMessages,
  letters: DeadLetter[],
): Promise<void> {
  try {
    return await storeAndAccount(events, options)
  } catch (error) {
    if (!(error instanceof UnstorableEvent)) throw error
  }
  for (const event of events) {
    const error = await tryToStore(event, options)
    if (error) letters.push({ message: event.message, error, attempts: ATTEMPTS })
  }
}

/** What still stands in the way after the last attempt. */
async function tryToStore(event: ReceivedEvent, options: HandleMessages): Promise<UnstorableEvent | undefined> {
  for (let attempt = 1; ; attempt++) {
    try {
      await storeAndAccount([event], options)
      return undefined
    } catch (error) {
      if (!(error instanceof UnstorableEvent)) throw error
      if (attempt === ATTEMPTS) return error
      await sleep(50 * attempt)
    }
  }
}

/** Accounts at once: if something fails later, the next call finds these stored and takes them for duplicates. */
async function storeAndAccount(events: readonly ReceivedEvent[], options: HandleMessages): Promise<void> {
  const stored = new Set(await options.repository.store(events))
  for (const event of events) {
    if (stored.has(event)) accountNew(event, options)
    else accountAgain(event, options)
  }
}

function accountNew(event: ReceivedEvent, { metrics, logger }: HandleMessages): void {
  accounted.add(event.message)
  metrics.consumed(event)
  logger.info(fieldsOf(event), `UserRegistered ${event.email}`)
}

function accountAgain(event: ReceivedEvent, { metrics, logger }: HandleMessages): void {
  if (accounted.has(event.message)) return
  accounted.add(event.message)
  metrics.duplicated(event)
  logger.debug(fieldsOf(event), `UserRegistered ${event.email} again`)
}

function accountDead({ message, error }: DeadLetter, { metrics, logger }: HandleMessages): void {
  metrics.deadLettered()
  logger.warn({ partition: message.partition, offset: message.offset }, `dead letter: ${reasonOf(error)}`)
}

function fieldsOf({ message, eventId, requestId }: ReceivedEvent): Record<string, unknown> {
  return { event: eventId, partition: message.partition, offset: message.offset, request: requestId }
}
