import { dlqTopicOf } from '../../../services/shared/src/event-contract.ts'
import { openCheckContext } from '../checks/check-context.ts'
import { type JudgedLetter, judgeLetters } from '../checks/judge-letters.ts'
import { rangesSince } from '../checks/ranges-since.ts'
import type { Folders } from '../lib/folders.ts'
import type { Run } from '../lib/run.ts'
import { asCouldNotAsk } from '../probes/as-could-not-ask.ts'
import type { FullDeadLetter } from '../probes/dead-letter.ts'
import { readLetters, scanLetters } from '../probes/read-letters.ts'
import { readTopicOffsets } from '../probes/topic-offsets.ts'
import type { Stack } from '../stack/stack.ts'
import type { Target } from '../targets/target.ts'
import { findLetterPlace, letterGone } from './find-letter-places.ts'
import { handledIfKnown } from './list-dead-letters.ts'

/** One dead letter with all that it holds, and what became of it. MSCTL_USAGE when there is no such letter. */
export async function showDeadLetter(
  stack: Stack,
  target: Target,
  folders: Folders,
  id: string,
  run: Run,
): Promise<FullDeadLetter & JudgedLetter> {
  await using context = openCheckContext({ stack, target, folders, timeoutMs: 0, run })
  const topic = dlqTopicOf(stack.topic)
  try {
    const offsets = await readTopicOffsets(await context.admin(), topic)
    const place = findLetterPlace(topic, id, offsets)
    const { host, port } = await context.paths.to('kafka', 'kafka')
    run.showCommand(
      `kafka-console-consumer.sh --bootstrap-server ${host}:${port} --topic ${topic} --partition ${place.partition} --offset ${place.offset} --max-messages 1 --property print.headers=true`,
    )
    const kafka = await context.kafka()
    const [letter] = await readLetters(kafka, topic, [place], run.signal)
    if (letter === undefined) throw letterGone(place)
    // Only those after it tell whether it died again.
    const later = offsets.map(({ partition, first, end }) => ({
      partition,
      from: partition === letter.place.partition ? letter.place.offset + 1 : first,
      end,
    }))
    const handled = await handledIfKnown(context, [letter], run)
    const counted = rangesSince(context.baseline()?.deadLetters, offsets)
    const successors = handled?.has(letter.eventId) ? [] : await scanLetters(kafka, topic, later, run.signal)
    const [judged] = judgeLetters([letter, ...successors], handled, counted)
    return { ...letter, state: judged?.state ?? 'unknown', diedAgainAs: judged?.diedAgainAs ?? null }
  } catch (error) {
    throw asCouldNotAsk(error)
  }
}
