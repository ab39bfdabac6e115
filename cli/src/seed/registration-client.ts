import { reasonOf } from '../probes/reason-of.ts'
import { openPostConnection, type PostAnswer, type PostConnection, type PostOptions } from './post-connection.ts'
import type { NewUser } from './user-source.ts'

/** `answered: false`: the request may or may not have been carried out. The id is the new user's, when it was accepted. */
export type Answer =
  | (PostAnswer & { readonly answered: true; readonly id: number | null })
  | { readonly answered: false; readonly reason: string }

export interface RegistrationClient extends Disposable {
  /** Over a connection that nobody uses, a new one if there is none: as many as requests at a time. What fails is an answer, too. */
  send(user: NewUser): Promise<Answer>
  /** Ends requests under way now, and begins no other: each is answered with `answered: false`. */
  cancel(): void
}

export function openRegistrationClient(options: PostOptions): RegistrationClient {
  const all: PostConnection[] = []
  const free: PostConnection[] = []
  let isClosed = false
  const open = (): PostConnection => {
    const connection = openPostConnection(options)
    all.push(connection)
    return connection
  }
  const cancel = (): void => {
    isClosed = true
    for (const connection of all) connection.close()
  }
  return {
    send: async ({ userName, email }) => {
      if (isClosed) return { answered: false, reason: 'cancelled' }
      const connection = free.pop() ?? open()
      try {
        const answer = await connection.post(JSON.stringify({ user_name: userName, email }))
        return { ...answer, answered: true, id: answer.status === 200 ? idOf(answer.text) : null }
      } catch (error) {
        return { answered: false, reason: reasonOf(error) }
      } finally {
        free.push(connection)
      }
    },
    cancel,
    [Symbol.dispose]: cancel,
  }
}

function idOf(text: string): number | null {
  try {
    const { id } = JSON.parse(text) as { id?: unknown }
    return typeof id === 'number' && Number.isSafeInteger(id) ? id : null
  } catch {
    return null
  }
}
