import { dlqTopicOf } from '../../../services/shared/src/event-contract.ts'
import type { CheckContext } from '../checks/check-context.ts'
import { MsctlError } from '../errors.ts'
import { type FullDeadLetter, letterId, type Place } from '../probes/dead-letter.ts'
import { readLetters } from '../probes/read-letters.ts'
import { type Stack, whyForeign } from '../stack/stack.ts'
import { type LetterPlace, letterGone } from './find-letter-places.ts'
import { type ReplayMessage, toReplayMessage, whyUnreadable } from './replay-message.ts'

/** Gives a better payload for a letter. */
export type Repair = (letter: FullDeadLetter) => Promise<Buffer>

/** Reads those letters and makes of each what is to be sent. MSCTL_USAGE for one that cannot be replayed, and for a repair that repairs nothing. */
export async function prepareReplays(
  { stack, kafka, signal }: Pick<CheckContext, 'stack' | 'kafka' | 'signal'>,
  places: readonly LetterPlace[],
  partitions: number,
  repair: Repair | undefined,
): Promise<readonly ReplayMessage[]> {
  const letters = await readLetters(await kafka(), dlqTopicOf(stack.topic), places, signal)
  const missing = places.find((place) => !letters.some(({ id }) => id === letterId(place)))
  if (missing !== undefined) throw letterGone(missing)
  const replays: ReplayMessage[] = []
  for (const letter of letters) {
    const origin = originOf(letter, stack)
    const payload = await repair?.(letter)
    if (payload === undefined && letter.omittedBytes !== null) {
      throw refused(`the payload of ${letter.id} was too large for the dead-letter topic and is not in it`, [
        `msctl dlq replay ${letter.id} --payload FILE`,
      ])
    }
    if (payload !== undefined) refuseUnreadable(letter.id, payload, stack)
    replays.push(toReplayMessage(letter, origin, partitions, payload))
  }
  return replays
}

function originOf({ id, origin }: FullDeadLetter, { topic }: Stack): Place {
  if (origin?.topic === topic) return origin
  const why = origin === null ? 'it does not say where it came from' : `it came from ${origin.topic}`
  throw refused(`dead letter ${id} cannot be replayed to ${topic}: ${why}`, [`msctl dlq show ${id}`])
}

/** What our consumer cannot read would only be the next dead letter; what another one can read is not known. */
function refuseUnreadable(id: string, payload: Buffer, stack: Stack): void {
  const why = whyForeign(stack, ['notification-service']) ? undefined : whyUnreadable(payload)
  if (why === undefined) return
  throw refused(`the new payload for ${id} would be a dead letter again: ${why}; nothing was sent`, [
    '{"event_type": "UserRegistered", "data": {"user_name": "…", "email": "…"}}',
    `msctl dlq show ${id}`,
  ])
}

function refused(message: string, suggestions: readonly string[]): MsctlError {
  return new MsctlError('MSCTL_USAGE', message, { suggestions })
}
