import { asCouldNotAsk } from '../probes/as-could-not-ask.ts'
import type { DeadLetter } from '../probes/dead-letter.ts'
import { whyForeign } from '../stack/stack.ts'
import type { CheckContext } from './check-context.ts'
import { findHandled } from './find-handled.ts'
import type { ClosedRange } from './ranges-since.ts'

/**
 * `handled`: the inbox holds its event by now. `dead-again`: a later letter stands for it, because a replay of it died or because
 * the consumer, which died between sending and committing, sent it twice.
 * `before-reset`: from before the point from which checks count. `open`: none of these. `unknown`: the inbox was not asked.
 */
export type LetterState = 'open' | 'handled' | 'dead-again' | 'before-reset' | 'unknown'

export interface JudgedLetter extends DeadLetter {
  readonly state: LetterState
  /** The letter that it became when it died again. */
  readonly diedAgainAs: string | null
}

/** What became of each, oldest first. All later letters must be among them: they tell which one died again. */
export function judgeLetters<L extends DeadLetter>(
  letters: readonly L[],
  handled: ReadonlySet<string> | undefined,
  /** What checks count, by partition. */
  counted: readonly ClosedRange[],
): readonly (L & JudgedLetter)[] {
  const successors = successorsOf(letters)
  const stateOf = (letter: L): LetterState => {
    if (handled?.has(letter.eventId)) return 'handled'
    if (successors.has(letter.id)) return 'dead-again'
    const begin = counted.find(({ partition }) => partition === letter.place.partition)?.from ?? 0
    if (letter.place.offset < begin) return 'before-reset'
    return handled === undefined ? 'unknown' : 'open'
  }
  return letters.map((letter) => ({
    ...letter,
    state: stateOf(letter),
    diedAgainAs: successors.get(letter.id) ?? null,
  }))
}

function successorsOf(letters: readonly DeadLetter[]): ReadonlyMap<string, string> {
  const successors = new Map<string, string>()
  const newestOf = new Map<string, string>()
  for (const { id, origin, replayOf } of letters) {
    if (replayOf !== null) successors.set(replayOf, id)
    if (origin === null) continue
    const from = `${origin.topic}/${origin.partition}/${origin.offset}`
    const before = newestOf.get(from)
    if (before !== undefined) successors.set(before, id)
    newestOf.set(from, id)
  }
  return successors
}

/**
 * Ids of those letters' events that the inbox holds; MSCTL_COULD_NOT_ASK when it does not answer. Undefined where another image
 * runs in the place of notification-service: nothing is known of an inbox then.
 */
export async function handledOf(
  { stack, mysql }: Pick<CheckContext, 'stack' | 'mysql'>,
  letters: readonly DeadLetter[],
): Promise<ReadonlySet<string> | undefined> {
  if (whyForeign(stack, ['notification-service'])) return undefined
  if (letters.length === 0) return new Set()
  try {
    return await findHandled(await mysql(), [...new Set(letters.map(({ eventId }) => eventId))])
  } catch (error) {
    throw asCouldNotAsk(error)
  }
}
