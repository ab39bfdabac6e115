import { formatCount, plural } from '../lib/units.ts'
import type { Finding } from './check.ts'
import { type Comparison, type Difference, type Item, maxItems, type Stage } from './compare-stages.ts'
import type { TopicCounts } from './read-events.ts'

export interface ConservationObservation extends Comparison {
  readonly topic: TopicCounts
  /** Users that a ledger holds as accepted without their ids, and that are not in `users`. */
  readonly lostEmails: readonly string[]
  /** How many ledgers there are; without one, nobody says what was accepted. */
  readonly ledgers: number
  /** Messages that notification-service had not handled when the time was over. */
  readonly unhandled: number
}

/** The verdict on what was compared: the first stage that differs is named, with the ids. */
export function describeConservation(observation: ConservationObservation): Finding {
  const { counts, topic, unhandled } = observation
  const differences = withLostEmails(observation)
  const evidence = { counts, topic, ledgers: observation.ledgers, unhandled, differences }
  const [first, ...others] = differences
  if (first === undefined) {
    return { verdict: 'ok', detail: describeFlow(observation), evidence, lines: hints(observation) }
  }
  return {
    verdict: 'failed',
    detail: describeDifference(first),
    lines: [
      describeFlow(observation),
      `first difference: ${first.stage}`,
      ...first.items.map((item) => `  ${describeItem(item)}`),
      ...(first.count > first.items.length ? [`  and ${formatCount(first.count - first.items.length)} more`] : []),
      ...others.map(
        (other) => `then: ${describeDifference(other)}, ${other.items.slice(0, 3).map(describeItem).join('; ')}`,
      ),
      ...(unhandled > 0 ? [`${formatCount(unhandled)} events were not handled yet: see lag`] : []),
      ...hints(observation),
    ],
    evidence,
  }
}

/** Accepted users that are known by their e-mail only count among the users that are missing. */
function withLostEmails({ differences, lostEmails }: ConservationObservation): readonly Difference[] {
  if (lostEmails.length === 0) return differences
  const isMissing = ({ stage, kind }: Difference): boolean => stage === 'users' && kind === 'missing'
  const known = differences.find(isMissing)
  const items: readonly Item[] = [...(known?.items ?? []), ...lostEmails.map((email) => ({ email }))]
  const count = (known?.count ?? 0) + lostEmails.length
  return [
    { stage: 'users', kind: 'missing', count, items: items.slice(0, maxItems) },
    ...differences.filter((difference) => !isMissing(difference)),
  ]
}

function describeFlow({ counts, topic, ledgers }: ConservationObservation): string {
  const notes = [
    ...(counts.outbox > 0 ? [`${formatCount(counts.outbox)} still in the outbox`] : []),
    ...(topic.repeated > 0 ? [`${formatCount(topic.repeated)} twice, allowed`] : []),
  ]
  const steps = [
    ...(ledgers > 0 ? [`accepted ${formatCount(counts.accepted)}`] : []),
    `users ${formatCount(counts.users)}`,
    `topic ${formatCount(counts.topic)}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`,
    `inbox ${formatCount(counts.inbox)}`,
    `notifications ${formatCount(counts.notifications)}`,
  ]
  return steps.join(' → ')
}

function hints({ topic }: ConservationObservation): readonly string[] {
  return [
    ...(topic.unreadable > 0 ? [`${plural(topic.unreadable, 'message')} no events of ours: see dead-letters`] : []),
    ...(topic.withoutUser > 0 ? [`${plural(topic.withoutUser, 'event')} of an older producer without a user id`] : []),
  ]
}

const before: Readonly<Record<Stage, string>> = {
  users: 'the ledger',
  topic: 'users',
  inbox: 'the topic',
  notifications: 'the inbox',
}

function describeDifference({ stage, kind, count }: Difference): string {
  if (kind === 'doubled') return `${formatCount(count)} with two events on the topic`
  if (kind === 'extra') return `${formatCount(count)} more in ${stage} than ${before[stage]} has`
  if (stage === 'users') return `${formatCount(count)} missing from users`
  return `lost ${formatCount(count)} after ${before[stage]}`
}

export function describeItem({ userId, eventId, email }: Item): string {
  const parts = [
    ...(userId === undefined ? [] : [`user ${userId}`]),
    ...(eventId === undefined ? [] : [`event ${eventId}`]),
    ...(email === undefined ? [] : [email]),
  ]
  return parts.join('  ')
}
