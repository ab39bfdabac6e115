import { dlqTopicOf } from '../../../services/shared/src/event-contract.ts'
import { type CheckContext, openCheckContext } from '../checks/check-context.ts'
import { handledOf, type JudgedLetter, judgeLetters } from '../checks/judge-letters.ts'
import { rangesSince } from '../checks/ranges-since.ts'
import { MsctlError } from '../errors.ts'
import type { Folders } from '../lib/folders.ts'
import type { Run } from '../lib/run.ts'
import { asCouldNotAsk } from '../probes/as-could-not-ask.ts'
import type { DeadLetter } from '../probes/dead-letter.ts'
import { scanLetters } from '../probes/read-letters.ts'
import { readTopicOffsets } from '../probes/topic-offsets.ts'
import type { Stack } from '../stack/stack.ts'
import type { Target } from '../targets/target.ts'

export interface ListOptions {
  /** How many of the newest. */
  readonly limit: number
  /** Only those whose reason contains this, without regard to case. */
  readonly reason?: string | undefined
}

export interface DeadLetterList {
  readonly topic: string
  /** How many there are, shown or not; with a reason, how many have it. */
  readonly total: number
  /** Newest last. */
  readonly letters: readonly JudgedLetter[]
}

/** The newest dead letters and what became of each. Where MySQL does not answer they are listed all the same, their state unknown. */
export async function listDeadLetters(
  stack: Stack,
  target: Target,
  folders: Folders,
  { limit, reason }: ListOptions,
  run: Run,
): Promise<DeadLetterList> {
  await using context = openCheckContext({ stack, target, folders, timeoutMs: 0, run })
  const topic = dlqTopicOf(stack.topic)
  const { host, port } = await context.paths.to('kafka', 'kafka')
  run.showCommand(
    `kafka-console-consumer.sh --bootstrap-server ${host}:${port} --topic ${topic} --from-beginning --property print.offset=true --property print.headers=true`,
  )
  try {
    const offsets = await readTopicOffsets(await context.admin(), topic)
    // Who looks for a reason must see them all.
    const ranges = offsets.map(({ partition, first, end }) => ({
      partition,
      from: reason === undefined ? Math.max(first, end - limit) : first,
      end,
    }))
    const letters = await scanLetters(await context.kafka(), topic, ranges, run.signal)
    const counted = rangesSince(context.baseline()?.deadLetters, offsets)
    const judged = judgeLetters(letters, await handledIfKnown(context, letters, run), counted)
    const found = judged.filter((letter) => hasReason(letter, reason))
    const total = offsets.reduce((sum, { first, end }) => sum + end - first, 0)
    return {
      topic,
      total: reason === undefined ? total : found.length,
      letters: found.slice(Math.max(0, found.length - limit)),
    }
  } catch (error) {
    throw asCouldNotAsk(error)
  }
}

export function hasReason(letter: DeadLetter, wanted: string | undefined): boolean {
  return wanted === undefined || letter.reason.toLowerCase().includes(wanted.toLowerCase())
}

export async function handledIfKnown(
  context: CheckContext,
  letters: readonly DeadLetter[],
  { report }: Run,
): Promise<ReadonlySet<string> | undefined> {
  try {
    return await handledOf(context, letters)
  } catch (error) {
    if (!(error instanceof MsctlError)) throw error
    report(`Which were handled since is not known: ${error.message}`)
    return undefined
  }
}
