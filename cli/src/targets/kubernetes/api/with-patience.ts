import { setTimeout as sleep } from 'node:timers/promises'
import { isPassing, retryAfterMsOf, statusOf } from './api-errors.ts'
import { answerWithinMs, type Cluster, type Question } from './open-cluster.ts'

/** From the first failure on; less than whoever asks with a limit of 10 s would wait, so that they hear why. */
const patienceMs = 8_000
const firstPauseMs = 250
const longestPauseMs = 2_000

/**
 * The cluster, asked again for some seconds where an answer is missing or says "not now": a leader changes, a balancer loses its server, too many
 * ask. Only what may be done twice, of who is not in a hurry, and not before it has answered once: one that is away is said to be at once.
 */
export function withPatience(cluster: Cluster): Cluster {
  let hasAnswered = false

  async function askOnce(question: Question): Promise<unknown> {
    try {
      const answer = await cluster.ask(question)
      hasAnswered = true
      return answer
    } catch (error) {
      const status = statusOf(error)
      // "Too many requests" comes from the server itself.
      if (status === 429 || (status !== undefined && !isPassing(error))) hasAnswered = true
      throw error
    }
  }

  return {
    ...cluster,
    async ask(question) {
      let deadline: number | undefined
      for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
        try {
          return await askOnce(question)
        } catch (error) {
          deadline ??= Date.now() + patienceMs
          const leftMs = deadline - Date.now()
          if (!isPassing(error) || !hasAnswered || !mayBeAskedAgain(question) || leftMs <= 0) throw error
          const wantedMs = retryAfterMsOf(error) ?? pauseMs
          await sleep(Math.min(wantedMs, leftMs), undefined, { signal: question.signal }).catch(() => {})
          question.signal.throwIfAborted()
        }
      }
    },
  }
}

/** Patches say what shall be, never by how much: a second one changes nothing. */
function mayBeAskedAgain({ method, withinMs = answerWithinMs }: Question): boolean {
  return method !== 'POST' && withinMs >= answerWithinMs
}
