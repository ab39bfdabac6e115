// What travels on the topic. Imported by both services and by the CLI, so it needs nothing but Node's own modules.
import { createHash } from 'node:crypto'

export const EVENT_TYPE = 'UserRegistered'
export const SCHEMA_VERSION = '1'
/** E-mails of this domain are msctl's own probes: left out of counters, lists and checks. */
export const CANARY_DOMAIN = 'canary.msctl.example'
export const TOPIC_PARTITIONS = 3
/** The consumer group of notification-service. */
export const CONSUMER_GROUP = 'notification-service'

/** Everything beyond the wire event travels in headers. */
export const eventHeaders = {
  /** UUIDv7 as text: the key by which consumers recognise an event that they had. */
  id: 'event_id',
  /** ISO 8601, when the registration was written. */
  time: 'event_time',
  schemaVersion: 'schema_version',
  /** Of the HTTP request that caused it; joins the logs of both services. */
  requestId: 'request_id',
} as const

/** Where a dead letter came from and why it is one. */
export const deadLetterHeaders = {
  topic: 'x-original-topic',
  partition: 'x-original-partition',
  offset: 'x-original-offset',
  timestamp: 'x-original-timestamp',
  consumerGroup: 'x-consumer-group',
  attempts: 'x-attempts',
  exceptionClass: 'x-exception-class',
  exceptionMessage: 'x-exception-message',
  /** Only where the payload was too large for the dead-letter topic and was left out: how long it was. */
  omittedBytes: 'x-payload-omitted-bytes',
} as const

/** Of a dead letter that was sent again: where it lies on the dead-letter topic, as `<topic>/<partition>/<offset>`. */
export const REPLAY_HEADER = 'x-replayed-from'

export interface RegisteredUser {
  readonly user_name: string
  readonly email: string
}

/** The value of a message; its key is the user id in decimal. */
export interface UserRegistered {
  readonly event_type: typeof EVENT_TYPE
  readonly data: RegisteredUser
}

/** A message that no retry will make readable. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent'
}

export function serializeEvent({ user_name, email }: RegisteredUser): string {
  return JSON.stringify({ event_type: EVENT_TYPE, data: { user_name, email } } satisfies UserRegistered)
}

/** Throws UnreadableEvent, and nothing else, for whatever is not our event. Unknown extra fields are let through. */
export function parseEvent(value: Uint8Array | string | null | undefined): UserRegistered {
  const event = parseJson(value)
  if (!isObject(event)) throw new UnreadableEvent('the event is not an object')
  if (event.event_type !== EVENT_TYPE) {
    throw new UnreadableEvent(`unknown event type ${JSON.stringify(event.event_type)?.slice(0, 100)}`)
  }
  if (!isObject(event.data)) throw new UnreadableEvent('data is not an object')
  return {
    event_type: EVENT_TYPE,
    data: { user_name: text(event.data, 'user_name', 100), email: text(event.data, 'email', 254) },
  }
}

const strict = new TextDecoder('utf-8', { fatal: true })
const lenient = new TextDecoder()

function parseJson(value: Uint8Array | string | null | undefined): unknown {
  if (value === null || value === undefined) throw new UnreadableEvent('the message has no value')
  try {
    return JSON.parse(typeof value === 'string' ? value : strict.decode(value))
  } catch (cause) {
    throw new UnreadableEvent('the value is not JSON in UTF-8', { cause })
  }
}

function text(data: Record<string, unknown>, field: string, maxLength: number): string {
  const value = data[field]
  if (typeof value !== 'string' || value === '') throw new UnreadableEvent(`data.${field} is not a text`)
  if (value.length > maxLength && [...value].length > maxLength)
    throw new UnreadableEvent(`data.${field} is longer than ${maxLength}`)
  return value
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A message as far as its identity goes; header values as kafkajs gives them. */
export interface EventOrigin {
  readonly topic: string
  readonly partition: number
  readonly offset: string
  readonly headers?: Readonly<Record<string, unknown>> | undefined
}

/**
 * The id of an event, lower-case: its header; for an older producer's event without one a UUIDv5 of topic, partition and
 * offset, for an id that is no UUID a UUIDv5 of its text. The same message always gets the same id.
 */
export function eventIdOf({ topic, partition, offset, headers }: EventOrigin): string {
  const given = headerText(headers?.[eventHeaders.id])
  if (given === undefined || given === '') return uuidV5(`${topic}/${partition}/${offset}`)
  return isUuid(given) ? given.toLowerCase() : uuidV5(`id/${given}`)
}

/** The first value of a header as text; undefined when it is absent. */
export function headerText(value: unknown): string | undefined {
  if (Array.isArray(value)) return headerText(value[0])
  if (typeof value === 'string') return value
  return value instanceof Uint8Array ? lenient.decode(value) : undefined
}

/** The user id that the message key holds; undefined for a key that is none (an older producer). */
export function userIdOf(key: Uint8Array | string | null | undefined): number | undefined {
  const digits = headerText(key)
  if (digits === undefined || !/^[1-9]\d{0,15}$/.test(digits)) return undefined
  return Number.isSafeInteger(Number(digits)) ? Number(digits) : undefined
}

export function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value)
}

export function isCanary(email: string): boolean {
  return email.toLowerCase().endsWith(`@${CANARY_DOMAIN}`)
}

export function dlqTopicOf(topic: string): string {
  return `${topic}.dlq`
}

/** The GET_LOCK name that the one active outbox relay of a database holds: `<database>.outbox`, within MySQL's 64 characters. */
export function outboxLockOf(database: string): string {
  const name = `${database}.outbox`
  return name.length <= 64 ? name : `${createHash('sha1').update(database).digest('hex')}.outbox`
}

/** Ours alone; any fixed UUID would do, it must only never change. */
const namespace = uuidBytes('3e1b7c52-9a64-4d0e-8f27-5c1d8e90ab46')

function uuidV5(name: string): string {
  const hash = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16)
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  return uuidText(hash)
}

/** Sixteen bytes, as binary(16) columns hold them, as text. */
export function uuidText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** The other way round. */
export function uuidBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex')
}
