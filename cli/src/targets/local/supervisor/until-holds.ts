import { setTimeout as sleep } from 'node:timers/promises'
import type { GateAnswer } from './ask-gate.ts'

const quickMs = 50
const slowMs = 250
const quickForMs = 15_000

/** Asks until the answer holds (true) or the signal aborts (false); says each answer and how often it was asked. */
export async function untilHolds(
  ask: () => Promise<GateAnswer>,
  signal: AbortSignal,
  onAnswer: (answer: GateAnswer, tries: number) => void,
): Promise<boolean> {
  const begin = Date.now()
  for (let tries = 1; !signal.aborted; tries++) {
    const answer = await ask()
    if (signal.aborted) break
    onAnswer(answer, tries)
    if (answer.holds) return true
    await pause(Date.now() - begin < quickForMs ? quickMs : slowMs, signal)
  }
  return false
}

/** Sleeps, but not past an abort. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {})
}
