import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

export interface LoadAnswer {
  readonly email: string
  /** 0: there was no answer. */
  readonly status: number
  readonly retryAfter: string | null
  readonly ms: number
}

export interface Load {
  readonly answers: readonly LoadAnswer[]
  /** Resolves once nothing is under way. */
  stop(): Promise<void>
}

/** Clients that register one user after the other at this address; one that is told to come later does so. */
export function startLoad(url: string, clients: number): Load {
  const answers: LoadAnswer[] = []
  // no two loads register the same users
  const run = randomBytes(4).toString('hex')
  let isOver = false
  const running = Array.from({ length: clients }, async (_, client) => {
    for (let index = 0; !isOver; index++) {
      const answer = await register(url, `u${client}.${index}@${run}.example`)
      answers.push(answer)
      if (answer.status !== 200) await sleep(1000 * Number(answer.retryAfter))
    }
  })
  return {
    answers,
    stop: async () => {
      isOver = true
      await Promise.all(running)
    },
  }
}

async function register(url: string, email: string): Promise<LoadAnswer> {
  const startedAt = performance.now()
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user_name: 'Juan Perez', email }),
    })
    await response.arrayBuffer()
    const retryAfter = response.headers.get('retry-after')
    return { email, status: response.status, retryAfter, ms: performance.now() - startedAt }
  } catch {
    return { email, status: 0, retryAfter: null, ms: performance.now() - startedAt }
  }
}
