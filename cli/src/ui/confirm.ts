import { createInterface } from 'node:readline/promises'

/** Asks on the terminal; nothing typed counts as yes. Rejects when aborted. */
export async function confirm(question: string, signal: AbortSignal): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await lines.question(`${question} [Y/n] `, { signal })
    return /^\s*(y(es)?)?\s*$/i.test(answer)
  } finally {
    lines.close()
  }
}
