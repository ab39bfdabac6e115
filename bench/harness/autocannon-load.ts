// A process of its own: registers new users with autocannon.
import autocannon from 'autocannon'
import { openUserSource } from '../../cli/src/seed/user-source.ts'
import { type LoadUntil, makeLoads } from './make-loads.ts'

export interface AutocannonJob {
  readonly url: string
  readonly connections: number
  /** Part of each e-mail. */
  readonly seed: string
  /** A number of users is so many of those that `msctl seed` registers, made before the first request. */
  readonly until: LoadUntil
}

makeLoads(async ({ url, connections, seed, until }: AutocannonJob) => {
  const bodies = 'users' in until ? await seededBodies(seed, until.users) : undefined
  const { host, pathname } = new URL(url)
  const head = `POST ${pathname} HTTP/1.1\r\nHost: ${host}\r\nConnection: keep-alive\r\nContent-Type: application/json\r\n`
  let next = 0
  const nextRequest = (): Buffer => {
    const index = next++
    const body = bodies?.[index] ?? bodyOf(seed, index)
    return Buffer.from(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }
  const result = await autocannon({
    url,
    connections,
    // it looks so often whether all is done; with its own second, a load of 4.1 s would have taken 5
    sampleInt: 20,
    ...('users' in until ? { amount: until.users } : { duration: until.seconds }),
    // its own setupRequest puts each request together out of all options: a third of what it does, and 8 % of a registration
    setupClient: (client) => Object.assign(client, { getRequestBuffer: nextRequest }),
  })
  if (result.non2xx + result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} answers were not 200, ${result.errors} requests failed`)
  }
  const { duration, latency } = result
  return { accepted: result['2xx'], seconds: duration, p50: latency.p50, p99: latency.p99 }
})

function bodyOf(seed: string, index: number): string {
  return `{"user_name":"Juan Perez ${index}","email":"juan.perez.${index}@${seed}.example"}`
}

async function seededBodies(seed: string, users: number): Promise<readonly string[]> {
  const userOf = await openUserSource(seed, 'en')
  return Array.from({ length: users }, (_, index) => {
    const { userName, email } = userOf(index)
    return JSON.stringify({ user_name: userName, email })
  })
}
