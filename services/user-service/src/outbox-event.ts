import { eventHeaders, SCHEMA_VERSION } from '../../shared/src/event-contract.ts'
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

export function outboxHeaders({ eventId, requestId, registeredAt }: NewUser): Record<string, string> {
  return {
    [eventHeaders.id]: eventId,
    [eventHeaders.time]: registeredAt.toISOString(),
    [eventHeaders.schemaVersion]: SCHEMA_VERSION,
    [eventHeaders.requestId]: requestId,
  }
}
