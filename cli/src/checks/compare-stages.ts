import { uuidText } from '../../../services/shared/src/event-contract.ts'
import { type EventTable, seenIn } from './event-table.ts'
import { type UserTable, userSeenIn } from './user-table.ts'

/** The way of a registration, in order. */
export const stages = ['users', 'topic', 'inbox', 'notifications'] as const
export type Stage = (typeof stages)[number]

/** `missing`: the stage before has it, this one does not. `extra`: the other way round. `doubled`: a user with two events. */
export type DifferenceKind = 'missing' | 'extra' | 'doubled'

export interface Item {
  readonly userId?: number
  readonly eventId?: string
  readonly email?: string
}

export interface Difference {
  readonly stage: Stage
  readonly kind: DifferenceKind
  readonly count: number
  /** The first of them, at most `maxItems`. */
  readonly items: readonly Item[]
}

export interface Comparison {
  /** Distinct ones, without canaries. `topic`: together with what the outbox still holds. */
  readonly counts: Readonly<Record<Stage, number>> & { readonly accepted: number; readonly outbox: number }
  /** In the order of the stages; empty when nothing was lost. */
  readonly differences: readonly Difference[]
}

export const maxItems = 20

/** Compares what each stage holds, by ids. Events of older producers, which name no user, are compared from the topic on. */
export function compareStages(users: UserTable, events: EventTable): Comparison {
  const counts = { accepted: 0, users: 0, topic: 0, outbox: 0, inbox: 0, notifications: 0 }
  const found = new DifferenceList()
  const eventOfUser = collectEvents(events, counts, found)
  for (const [userId, bits] of users.rows()) {
    if (bits & userSeenIn.accepted) counts.accepted++
    if (bits & userSeenIn.users) counts.users++
    if (bits & userSeenIn.doubled) found.add('topic', 'doubled', { userId })
    if (!(bits & userSeenIn.users)) found.add('users', 'missing', { userId })
    else if (!(bits & userSeenIn.events)) found.add('topic', 'missing', { userId })
  }
  return { counts, differences: found.list(eventOfUser) }
}

function collectEvents(
  events: EventTable,
  counts: Record<Stage | 'outbox', number>,
  found: DifferenceList,
): (userIds: ReadonlySet<number>) => ReadonlyMap<number, string> {
  for (const { id, seen, userId } of events.rows()) {
    if (seen & seenIn.canary) continue
    const isSent = (seen & (seenIn.topic | seenIn.outbox)) !== 0
    const item = (): Item => ({ eventId: uuidText(id), ...(userId === 0 ? {} : { userId }) })
    if (isSent) counts.topic++
    if (seen & seenIn.outbox) counts.outbox++
    if (seen & seenIn.inbox) counts.inbox++
    if (seen & seenIn.notifications) counts.notifications++
    const waits = (seen & seenIn.outbox) !== 0 && (seen & seenIn.topic) === 0
    if (isSent && !waits && !(seen & seenIn.inbox)) found.add('inbox', 'missing', item())
    if (!isSent && seen & seenIn.inbox) found.add('inbox', 'extra', item())
    if (seen & seenIn.inbox && !(seen & seenIn.notifications)) found.add('notifications', 'missing', item())
    if (!(seen & seenIn.inbox) && seen & seenIn.notifications) found.add('notifications', 'extra', item())
  }
  return (userIds) => {
    const result = new Map<number, string>()
    for (const { id, userId } of events.rows()) if (userIds.has(userId)) result.set(userId, uuidText(id))
    return result
  }
}

class DifferenceList {
  readonly #all = new Map<string, { stage: Stage; kind: DifferenceKind; count: number; items: Item[] }>()

  add(stage: Stage, kind: DifferenceKind, item: Item): void {
    const key = `${stage}/${kind}`
    const known = this.#all.get(key) ?? { stage, kind, count: 0, items: [] }
    this.#all.set(key, known)
    known.count++
    if (known.items.length < maxItems) known.items.push(item)
  }

  /** Users get the id of their event, by which they are found in logs and on the topic. */
  list(eventOfUser: (userIds: ReadonlySet<number>) => ReadonlyMap<number, string>): readonly Difference[] {
    const all = [...this.#all.values()].toSorted((a, b) => stages.indexOf(a.stage) - stages.indexOf(b.stage))
    const nameless = all.flatMap(({ items }) => items.filter(({ eventId }) => eventId === undefined))
    if (nameless.length === 0) return all
    const eventIds = eventOfUser(new Set(nameless.flatMap(({ userId }) => userId ?? [])))
    return all.map((difference) => ({
      ...difference,
      items: difference.items.map((item) => {
        const eventId = item.eventId ?? eventIds.get(item.userId ?? 0)
        return eventId === undefined ? item : { ...item, eventId }
      }),
    }))
  }
}
