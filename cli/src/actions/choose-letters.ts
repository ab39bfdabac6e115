import type { CheckContext } from '../checks/check-context.ts'
import { handledOf, judgeLetters } from '../checks/judge-letters.ts'
import { rangesSince } from '../checks/ranges-since.ts'
import { scanLetters } from '../probes/read-letters.ts'
import type { PartitionOffsets } from '../probes/topic-offsets.ts'
import { findLetterPlaces, type LetterPlace } from './find-letter-places.ts'
import { hasReason } from './list-dead-letters.ts'

/** Which dead letters: those named, or all that nothing became of yet, of a reason when one is given. */
export type LetterChoice =
  | { readonly ids: readonly string[] }
  | { readonly ids: 'all-open'; readonly reason?: string | undefined }

export type ChosenLetter = LetterPlace & { readonly bytes: number }

/** MSCTL_USAGE for a named one that is not there. */
export async function chooseLetters(
  context: CheckContext,
  dlq: { readonly topic: string; readonly offsets: readonly PartitionOffsets[] },
  choice: LetterChoice,
): Promise<readonly ChosenLetter[]> {
  if (choice.ids !== 'all-open') {
    // How large they are turns out when they are read; nobody types so many that it matters.
    return findLetterPlaces(dlq.topic, choice.ids, dlq.offsets).map((place) => ({ ...place, bytes: 0 }))
  }
  const counted = rangesSince(context.baseline()?.deadLetters, dlq.offsets)
  const letters = await scanLetters(await context.kafka(), dlq.topic, counted, context.signal)
  return (
    judgeLetters(letters, await handledOf(context, letters), counted)
      .filter(({ state, origin }) => (state === 'open' || state === 'unknown') && origin?.topic === context.stack.topic)
      // Without their payload they cannot be sent as they were.
      .filter(({ omittedBytes }) => omittedBytes === null)
      .filter((letter) => hasReason(letter, choice.reason))
      .map(({ place: { partition, offset }, bytes }) => ({ partition, offset, bytes }))
  )
}
