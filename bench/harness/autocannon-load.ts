// A process of its own: registers new users with autocannon and prints a LoadResult.
import autocannon from 'autocannon'
import { openUserSource } from '../../cli/src/seed/user-source.ts'
import { type LoadResult, measureOwnUsage } from './run-load.ts'

export interface AutocannonJob {
  readonly url: string
  readonly connections: number
  /** Part of each e-mail. */
  readonly seed: string
  readonly until:
    | { readonly seconds: number }
    /** These many of the users that `msctl seed` registers, made before the first request. */
    | { readonly users: number }
}

const { url, connections, seed, until }: AutocannonJob = JSON.parse(process.argv[2] ?? '{}')
const bodies = 'users' in until ? await seededBodies(until.users) : undefined
let next = 0

const usage = measureOwnUsage()
const result = await autocannon({
  url,
  connections,
  // it looks so often whether all is done; with its own second, a load of 4.1 s would have taken 5
  sampleInt: 20,
  ...('users' in until ? { amount: until.users } : { duration: until.seconds }),
  requests: [
    {
      method: 'POST',
      path: new URL(url).pathname,
      headers: { 'content-type': 'application/json' },
      setupRequest: (request) => ({ ...request, body: bodyOf(next++) }),
    },
  ],
})
if (result.non2xx + result.errors > 0) {
  throw new Error(`${url}: ${result.non2xx} answers were not 200, ${result.errors} requests failed`)
}
const printed: LoadResult = {
  accepted: result['2xx'],
  seconds: result.duration,
  p50: result.latency.p50,
  p99: result.latency.p99,
  ...usage(),
}
console.log(JSON.stringify(printed))

function bodyOf(index: number): string {
  const email = `juan.perez.${index}@${seed}.example`
  return bodies?.[index] ?? `{"user_name":"Juan Perez ${index}","email":"${email}"}`
}

async function seededBodies(users: number): Promise<readonly string[]> {
  const userOf = await openUserSource(seed, 'en')
  return Array.from({ length: users }, (_, index) => {
    const { userName, email } = userOf(index)
    return JSON.stringify({ user_name: userName, email })
  })
}
