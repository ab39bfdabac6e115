import { randomBytes } from 'node:crypto'
import type { AutocannonJob } from './harness/autocannon-load.ts'
import type { BareLoopJob } from './harness/bare-loop.ts'
import type { BenchStack } from './harness/bench-stack.ts'
import { peerDatabase, startPeer, startPeerHttp } from './harness/peer.ts'
import { type LoadResult, runLoad } from './harness/run-load.ts'

/** How long a load goes on. */
export type LoadUntil = { readonly seconds: number } | { readonly users: number }

/** What is measured: something that registers users, with all that happens until each has its notification. */
export interface Subject {
  readonly name: string
  /** Whose tables `users` and `notifications` are equal in number when all is done. */
  readonly database: string
  /** What it is to do before it is measured. */
  readonly warmUp: LoadUntil
  /** What works for it, by name; the one that makes the load left out. */
  readonly processes: Readonly<Record<string, number>>
  load(connections: number, until: LoadUntil): Promise<LoadResult>
  /** Throws when something of it, other than the stack's parts, ended by itself. */
  insistRunning?(): void
}

const scripts = {
  autocannon: new URL('harness/autocannon-load.ts', import.meta.url),
  bareLoop: new URL('harness/bare-loop.ts', import.meta.url),
}
/** As many as user-service writes at the same time. */
const bareWrites = 2

/** user-service of the stack, or one beside it on the same tables. */
export function ourSubject(stack: BenchStack, name: string, url: string, pid: number, signal: AbortSignal): Subject {
  return {
    name,
    database: 'users',
    // until its code, and the broker's, is compiled
    warmUp: { users: 60_000 },
    processes: { 'user-service': pid, ...pipelineOf(stack) },
    load: (connections, until) => runAutocannon(url, connections, until, signal),
  }
}

/** mysql2 and nothing else into the same tables, with so many users on their way at a time; our relay and consumer do the rest. */
export function bareSubject(stack: BenchStack, rows: 'one row' | 'in groups', signal: AbortSignal): Subject {
  const isGrouped = rows === 'in groups'
  return {
    name: `bare loop, ${rows}`,
    database: 'users',
    warmUp: { users: 0 },
    processes: { 'user-service': stack.processes['user-service'] ?? 0, ...pipelineOf(stack) },
    load: (users, until) => {
      const size = isGrouped ? { connections: bareWrites, rows: users / bareWrites } : { connections: users, rows: 1 }
      return runLoad(
        scripts.bareLoop,
        { mysql: stack.mysql, seed: newSeed(), until, ...size } satisfies BareLoopJob,
        signal,
      )
    },
  }
}

/** The Python service and its consumer; disposing ends them. */
export async function peerSubject(
  stack: BenchStack,
  topic: string,
  signal: AbortSignal,
): Promise<Subject & AsyncDisposable> {
  await using started = new AsyncDisposableStack()
  const http = started.use(await startPeerHttp(stack, topic, signal))
  const consumer = started.use(startPeer(stack, topic, ['notification_service.py']))
  const { mysql, kafka } = pipelineOf(stack)
  const running = started.move()
  return {
    name: 'peer',
    database: peerDatabase,
    warmUp: { seconds: 4 },
    processes: { 'peer, HTTP': http.pid, 'peer, consumer': consumer.pid, mysql, kafka },
    load: (connections, until) => runAutocannon(http.url, connections, until, signal),
    insistRunning: () => {
      for (const program of [http, consumer]) program.insistRunning()
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

function runAutocannon(url: string, connections: number, until: LoadUntil, signal: AbortSignal): Promise<LoadResult> {
  const job = { url: `${url}/register/`, connections, seed: newSeed(), until }
  return runLoad(scripts.autocannon, job satisfies AutocannonJob, signal)
}

function pipelineOf({ processes }: BenchStack) {
  const { mysql = 0, kafka = 0 } = processes
  return { mysql, kafka, 'notification-service': processes['notification-service'] ?? 0 }
}

const newSeed = (): string => `bench-${randomBytes(6).toString('hex')}`
