import type { Server } from 'node:http'
import type { Socket } from 'node:net'

const ANSWERS_PER_CONNECTION = 100

/**
 * Every hundredth answer to a gateway ends its connection. Where replicas share one address (a Service of Kubernetes, a name with
 * several addresses), a connection that is kept for good would stay with one of them, and those that came later would get nothing.
 * Other clients keep theirs: not every one of them listens to "connection: close".
 */
export function renewConnections(server: Server): void {
  const answers = new WeakMap<Socket, number>()
  server.prependListener('request', ({ headers, socket }, response) => {
    if (headers['x-forwarded-for'] === undefined) return
    const count = (answers.get(socket) ?? 0) + 1
    answers.set(socket, count)
    if (count >= ANSWERS_PER_CONNECTION) response.setHeader('connection', 'close')
  })
}
