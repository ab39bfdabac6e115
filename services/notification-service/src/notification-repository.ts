import type { ReceivedEvent } from './received-event.ts'

export interface Notification {
  readonly id: number
  readonly event_id: string
  readonly user_id: number | null
  readonly user_name: string
  readonly email: string
  readonly received_at: Date
}

export interface NotificationPage {
  readonly after: number
  readonly limit: number
  /** Only those of this address, be it a canary; without it canaries are left out. */
  readonly email?: string | undefined
  readonly userName?: string | undefined
}

/** The values of one event do not fit into the tables; no retry will help. */
export class UnstorableEvent extends Error {
  override readonly name = 'UnstorableEvent'
}

/** Where notifications are kept. Each method throws Unavailable when it does not answer in time. */
export interface NotificationRepository {
  /**
   * Inbox and notification rows of those events that were not stored before, in one transaction; says which they were.
   * No two events may have the same id. Throws UnstorableEvent, having stored none, when the values of some do not fit.
   */
  store(events: readonly ReceivedEvent[]): Promise<readonly ReceivedEvent[]>
  /** In order of id. */
  list(page: NotificationPage): Promise<readonly Notification[]>
}
