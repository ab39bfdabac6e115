import { setTimeout as sleep } from 'node:timers/promises'

/** Repeats an assertion until it holds; after the limit its own failure is thrown. */
export async function eventually<T>(assertion: () => Promise<T>, limitMs: number): Promise<T> {
  const deadline = Date.now() + limitMs
  while (true) {
    try {
      return await assertion()
    } catch (error) {
      if (Date.now() > deadline) throw error
      await sleep(50)
    }
  }
}
