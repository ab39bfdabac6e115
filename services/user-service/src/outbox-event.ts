import { eventHeaders, SCHEMA_VERSION, uuidText } from '../../shared/src/event-contract.ts'
import { isoTime } from '../../shared/src/mysql/sql-time.ts'
import type { NewUser } from './user-repository.ts'

/** An event that waits in the outbox, ready to be sent as it is. */
export interface OutboxEvent {
  /** Of the row. */
  readonly id: number
  /** The message key: the user id. */
  readonly key: string
  /** The exact wire event. */
  readonly payload: string
  readonly headers: Readonly<Record<string, string>>
}

/** A row of the outbox, with its time as text. */
export interface OutboxRow {
  readonly id: number
  readonly event_id: Buffer
  readonly aggregate_id: number
  readonly payload: string
  readonly headers: string
  readonly created_at: string
}

/** What of an event's headers is in no other column of its row. */
export function storedHeaders({ requestId }: NewUser): Record<string, string> {
  return { [eventHeaders.requestId]: requestId }
}

/** Headers that a row does have count, whoever wrote it. */
export function eventOf({ id, event_id, aggregate_id, payload, headers, created_at }: OutboxRow): OutboxEvent {
  return {
    id,
    key: String(aggregate_id),
    payload,
    headers: {
      [eventHeaders.id]: uuidText(event_id),
      [eventHeaders.time]: isoTime(created_at),
      [eventHeaders.schemaVersion]: SCHEMA_VERSION,
      ...JSON.parse(headers),
    },
  }
}
