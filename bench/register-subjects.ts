import { randomBytes } from 'node:crypto'
import type { AutocannonJob } from './harness/autocannon-load.ts'
import type { BareLoopJob } from './harness/bare-loop.ts'
import type { BenchStack } from './harness/bench-stack.ts'
import type { LoadProcess } from './harness/load-process.ts'
import type { LoadResult, LoadUntil } from './harness/make-loads.ts'
import { peerDatabase, startPeer, startPeerHttp } from './harness/peer.ts'

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

/** As many as user-service writes at the same time. */
const bareWrites = 2

/** user-service of the stack, or one beside it on the same tables. */
export function ourSubject(
  stack: BenchStack,
  autocannon: LoadProcess<AutocannonJob>,
  name: string,
  url: string,
  pid: number,
): Subject {
  return {
    name,
    database: 'users',
    // until its code, and the broker's, is compiled: so long it still takes less for each
    warmUp: { users: 150_000 },
    processes: { 'user-service': pid, ...pipelineOf(stack) },
    load: (connections, until) => autocannon.run(jobFor(url, connections, until)),
  }
}

/** mysql2 and nothing else into the same tables, with so many users on their way at a time; our relay and consumer do the rest. */
export function bareSubject(
  stack: BenchStack,
  bareLoop: LoadProcess<BareLoopJob>,
  rows: 'one row' | 'in groups',
): Subject {
  const isGrouped = rows === 'in groups'
  return {
    name: `bare loop, ${rows}`,
    database: 'users',
    warmUp: { users: 0 },
    processes: { 'user-service': stack.processes['user-service'] ?? 0, ...pipelineOf(stack) },
    load: (users, until) => {
      const size = isGrouped ? { connections: bareWrites, rows: users / bareWrites } : { connections: users, rows: 1 }
      return bareLoop.run({ mysql: stack.mysql, seed: newSeed(), until, ...size })
    },
  }
}

/** The Python service and its consumer; disposing ends them. */
export async function peerSubject(
  stack: BenchStack,
  autocannon: LoadProcess<AutocannonJob>,
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
    warmUp: { seconds: 20 },
    processes: { 'peer, HTTP': http.pid, 'peer, consumer': consumer.pid, mysql, kafka },
    load: (connections, until) => autocannon.run(jobFor(http.url, connections, until)),
    insistRunning: () => {
      for (const program of [http, consumer]) program.insistRunning()
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

function jobFor(url: string, connections: number, until: LoadUntil): AutocannonJob {
  return { url: `${url}/register/`, connections, seed: newSeed(), until }
}

function pipelineOf({ processes }: BenchStack) {
  const { mysql = 0, kafka = 0 } = processes
  return { mysql, kafka, 'notification-service': processes['notification-service'] ?? 0 }
}

const newSeed = (): string => `bench-${randomBytes(6).toString('hex')}`
