import type { Producer } from 'kafkajs'
import { dlqTopicOf } from '../../../services/shared/src/event-contract.ts'
import { inChunks } from '../../../services/shared/src/in-chunks.ts'
import { type CheckContext, openCheckContext } from '../checks/check-context.ts'
import { handledOf } from '../checks/judge-letters.ts'
import { MsctlError } from '../errors.ts'
import type { Folders } from '../lib/folders.ts'
import type { Run } from '../lib/run.ts'
import { plural } from '../lib/units.ts'
import { asCouldNotAsk } from '../probes/as-could-not-ask.ts'
import { readTopicOffsets } from '../probes/topic-offsets.ts'
import type { Stack } from '../stack/stack.ts'
import type { Target } from '../targets/target.ts'
import { awaitReplays } from './await-replays.ts'
import { type ChosenLetter, chooseLetters, type LetterChoice } from './choose-letters.ts'
import { prepareReplays, type Repair } from './prepare-replays.ts'
import { endReplays, plannedReplay, type Replay } from './replay.ts'
import type { ReplayMessage } from './replay-message.ts'
import { openProducer, sendReplays } from './send-replays.ts'

export interface ReplayOptions {
  readonly choice: LetterChoice
  readonly repair?: Repair | undefined
  /** Asked before anything is sent; throws when the answer is no. */
  readonly agree: (count: number) => Promise<void>
  readonly isDryRun: boolean
  /** How long to wait until all were handled. */
  readonly timeoutMs: number
}

export interface ReplayResult {
  readonly topic: string
  readonly isDryRun: boolean
  readonly replays: readonly Replay[]
  readonly durationMs: number
}

/** What is read at a time: a dead letter can be large, and there can be many. */
const atOnce = { count: 500, weight: 16_000_000 }

/**
 * Sends dead letters to their topic again and waits until the consumer has handled them. Idempotent: an event that has had its
 * effect has none again. When it throws after something was sent, the error says how much.
 */
export async function replayDeadLetters(
  stack: Stack,
  target: Target,
  folders: Folders,
  options: ReplayOptions,
  run: Run,
): Promise<ReplayResult> {
  const { isDryRun, timeoutMs } = options
  await using context = openCheckContext({ stack, target, folders, timeoutMs, run })
  const replays: Replay[] = []
  try {
    const topic = dlqTopicOf(stack.topic)
    const dlq = { topic, offsets: await readTopicOffsets(await context.admin(), topic) }
    const chosen = await chooseLetters(context, dlq, options.choice)
    if (chosen.length > 0 && !isDryRun) await options.agree(chosen.length)
    const start = await sendAll(context, chosen, options, replays)
    const done = (ended: readonly Replay[]) => ({
      topic: stack.topic,
      isDryRun,
      replays: ended,
      durationMs: Date.now() - start,
    })
    if (replays.length === 0 || isDryRun) return done(replays)
    run.report(`Sent ${plural(replays.length, 'message')} to ${stack.topic}; waiting for notification-service`)
    return done(endReplays(replays, await awaitReplays(context, replays, dlq, timeoutMs)))
  } catch (error) {
    throw afterSending(asCouldNotAsk(error), replays, run.signal)
  }
}

/** Returns when the first was sent: before that somebody may have edited for long. */
async function sendAll(
  context: CheckContext,
  chosen: readonly ChosenLetter[],
  { repair, isDryRun }: ReplayOptions,
  replays: Replay[],
): Promise<number> {
  if (chosen.length === 0) return Date.now()
  const { topic } = context.stack
  const partitions = (await readTopicOffsets(await context.admin(), topic)).length
  if (partitions === 0) throw new MsctlError('MSCTL_COULD_NOT_ASK', `there is no topic ${topic} to replay to`)
  let producer: Producer | undefined
  let start: number | undefined
  try {
    for (const chunk of inChunks(chosen, atOnce, ({ bytes }) => bytes)) {
      const prepared = await prepareReplays(context, chunk, partitions, repair)
      const letters = prepared.map(({ letter }) => letter)
      const handled = await handledOf(context, letters)
      const plan = (replay: ReplayMessage) => plannedReplay(replay, handled?.has(replay.letter.eventId) ?? false)
      if (isDryRun) {
        replays.push(...prepared.map(plan))
        continue
      }
      start ??= Date.now()
      producer ??= await openProducer(await context.kafka())
      await sendReplays(producer, topic, prepared, (replay, offset) => replays.push({ ...plan(replay), offset }))
    }
    return start ?? Date.now()
  } finally {
    await producer?.disconnect().catch(() => {})
  }
}

/** The error, with what cannot be taken back: that something was sent. */
function afterSending(error: unknown, replays: readonly Replay[], signal: AbortSignal): unknown {
  const known = signal.aborted && signal.reason instanceof MsctlError ? signal.reason : error
  const sent = replays.filter(({ offset }) => offset !== null)
  if (sent.length === 0 || !(known instanceof MsctlError)) return known
  const { code, message, suggestions, details } = known
  return new MsctlError(code, `${message}; sent before: ${plural(sent.length, 'message')}, to be handled in turn`, {
    cause: known.cause,
    suggestions: ['msctl dlq list shows what became of them', ...suggestions],
    details: { ...details, replays: sent },
  })
}
