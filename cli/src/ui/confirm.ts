import { createInterface } from 'node:readline/promises'
import { MsctlError } from '../errors.ts'

/** Asks on the terminal; nothing typed counts as yes. Rejects when aborted, and with MSCTL_INTERRUPTED on Ctrl-C and Ctrl-D. */
export async function confirm(question: string, signal: AbortSignal): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await lines.question(`${question} [Y/n] `, { signal })
    return /^\s*(y(es)?)?\s*$/i.test(answer)
  } catch (cause) {
    signal.throwIfAborted()
    // readline keeps the keys to itself: no signal comes of Ctrl-C while it reads.
    if ((cause as Error).name !== 'AbortError') throw cause
    process.stderr.write('\n')
    throw new MsctlError('MSCTL_INTERRUPTED', 'interrupted')
  } finally {
    lines.close()
  }
}
