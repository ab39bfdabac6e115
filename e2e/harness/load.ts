import type { Sandbox } from './sandbox.ts'
import { register } from './services.ts'

export interface Load {
  /** How often each status came, or each failure to get one. */
  readonly answers: ReadonlyMap<string, number>
  /** Resolves when the last request was answered. */
  readonly stop: () => Promise<void>
}

const connections = 8

/** Registers users through the gateway, 8 at a time, until stopped. Requests that fail are not repeated. */
export function startLoad(sandbox: Sandbox): Load {
  const answers = new Map<string, number>()
  const run = Date.now().toString(36)
  let isStopped = false
  const send = async (connection: number): Promise<void> => {
    for (let count = 0; !isStopped; count++) {
      const email = `load.${run}.${connection}.${count}@example.com`
      const answer = await register(sandbox, email, 'gateway').then(
        ({ status }) => String(status),
        (error: Error) => String(error.cause ?? error.message),
      )
      answers.set(answer, (answers.get(answer) ?? 0) + 1)
    }
  }
  const sending = Promise.all(Array.from({ length: connections }, (_, index) => send(index)))
  return {
    answers,
    stop: async () => {
      isStopped = true
      await sending
    },
  }
}
