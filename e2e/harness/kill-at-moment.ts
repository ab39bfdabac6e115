import { setTimeout as sleep } from 'node:timers/promises'

/** What it had sent before it was frozen is carried out within this. */
const settleMs = 150
const limitMs = 90_000

/**
 * Kills a process at a moment that lasts milliseconds: freezes it again and again at random, looks at what it left, and kills
 * it where it stands once that is what the moment looks like. Throws when the moment never came.
 */
export async function killAtMoment(pid: number, isNow: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + limitMs
  while (Date.now() < deadline) {
    let isMoment = false
    process.kill(pid, 'SIGSTOP')
    try {
      await sleep(settleMs)
      isMoment = await isNow()
    } finally {
      process.kill(pid, isMoment ? 'SIGKILL' : 'SIGCONT')
    }
    if (isMoment) return
    await sleep(50 + 50 * Math.random())
  }
  throw new Error('the moment to kill it never came')
}
