import { type ShownHeader, showHeaders } from '../probes/shown-headers.ts'
import type { Ending } from './await-replays.ts'
import { type ReplayMessage, whyUnreadable } from './replay-message.ts'

/**
 * `planned`: nothing was sent. `handled`: it had its effect now. `no-effect`: the event had had it before. `dead-lettered`: it died
 * again. `waiting`: it lies on the topic, but was not handled when the time was over.
 */
export type ReplayOutcome = 'planned' | 'handled' | 'no-effect' | 'dead-lettered' | 'waiting'

/** What was sent for a dead letter, or would be, and what became of it. */
export interface Replay {
  readonly id: string
  readonly eventId: string
  readonly key: string | null
  readonly topic: string
  readonly partition: number
  /** Null as long as it was not sent. */
  readonly offset: number | null
  readonly bytes: number
  readonly headers: readonly ShownHeader[]
  /** Whether the inbox held the event before. */
  readonly hadEffect: boolean
  readonly outcome: ReplayOutcome
  /** Why it died again; of a planned one, why it would. */
  readonly reason: string | null
  /** The dead letter that it became. */
  readonly diedAgainAs: string | null
}

export function plannedReplay({ letter, topic, message }: ReplayMessage, hadEffect: boolean): Replay {
  return {
    id: letter.id,
    eventId: letter.eventId,
    key: letter.key,
    topic,
    partition: message.partition,
    offset: null,
    bytes: message.value?.length ?? 0,
    headers: showHeaders(message.headers),
    hadEffect,
    outcome: 'planned',
    reason: whyUnreadable(message.value) ?? null,
    diedAgainAs: null,
  }
}

/** What became of each, in the order in which they were sent: of several with one event the first has the effect. */
export function endReplays(replays: readonly Replay[], endingOf: (replay: Replay) => Ending): readonly Replay[] {
  const handled = new Set<string>()
  return replays.map((replay) => {
    const ending = endingOf(replay)
    if (ending.kind === 'dead-lettered') {
      return { ...replay, outcome: ending.kind, reason: ending.letter.reason, diedAgainAs: ending.letter.id }
    }
    if (ending.kind === 'waiting') return { ...replay, outcome: ending.kind, reason: null }
    const hadEffect = replay.hadEffect || handled.has(replay.eventId)
    handled.add(replay.eventId)
    return { ...replay, hadEffect, outcome: hadEffect ? 'no-effect' : 'handled', reason: null }
  })
}
