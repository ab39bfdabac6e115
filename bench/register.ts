// Registrations a second, each durable and on its way to its notification: ours, the Python peer and bare loops, in turn on the same servers.
import { loadavg } from 'node:os'
import { type Connection, createConnection } from 'mysql2/promise'
import type { Bench } from './harness/bench-options.ts'
import { startStack } from './harness/bench-stack.ts'
import { inTurn } from './harness/in-turn.ts'
import { insistOnServices } from './harness/insist-on-services.ts'
import { startAutocannon, startBareLoop } from './harness/load-process.ts'
import { type Beside, describeOthers, measureBeside } from './harness/others.ts'
import { startOwnService } from './harness/own-service.ts'
import { createPeerDatabase, peerDatabase } from './harness/peer.ts'
import { createTopic } from './harness/topics.ts'
import { type Measured, measureRegistrations } from './measure-registrations.ts'
import { bareSubject, ourSubject, peerSubject } from './register-subjects.ts'
import { renderRegistrations, type Series } from './render-registrations.ts'

const seconds = 8
const peerTopic = 'peer_events'

export const bench: Bench = async (options) => {
  const { rounds, signal } = options
  await insistOnServices({ peer: true })
  console.log(`register: load average before ${loadavg()[0]?.toFixed(1)}`)
  await using stack = await startStack(['--without', 'prometheus,adminer'], signal)
  await createTopic(stack.broker, peerTopic)
  await createPeerDatabase(stack, signal)
  await using autocannon = startAutocannon(signal)
  await using bareLoop = startBareLoop(signal)
  await using peer = await peerSubject(stack, autocannon, peerTopic, signal)
  // its relay stands by, and the stack's finds its events at the next poll: that is no worse for it than its own
  await using plain = await startOwnService(
    stack,
    {
      service: 'user-service',
      database: 'users',
      topic: 'user_events',
      port: stack.sandbox.port('grafana', 'http'),
      env: { GROUP_COMMIT_WINDOW_MS: '0' },
    },
    signal,
  )
  const { 'user-service': pid = 0, supervisor = 0 } = stack.processes
  const ours = ourSubject(stack, autocannon, 'ours', stack.urlOf('user-service', 'http'), pid)
  const oursPlain = ourSubject(stack, autocannon, 'ours, window 0', plain.url, plain.pid)
  const bareLoops = [bareSubject(stack, bareLoop, 'one row'), bareSubject(stack, bareLoop, 'in groups')]
  const series: readonly Series[] = [
    ...[ours, peer, ...bareLoops].map((subject) => ({ subject, connections: 32, measured: [] })),
    ...[ours, oursPlain, peer].map((subject) => ({ subject, connections: 1, measured: [] })),
  ]
  const connection = await createConnection(stack.mysql)
  try {
    for (const subject of [ours, oursPlain, peer]) {
      await measureRegistrations(subject, 32, subject.warmUp, connection, signal)
    }
    for (let round = 1; round <= rounds; round++) {
      for (const { subject, connections, measured } of inTurn(series, round)) {
        const one = await measureBeside([supervisor], signal, async () => {
          await emptyTables(connection)
          return measureRegistrations(subject, connections, { seconds }, connection, signal)
        })
        measured.push(one.result)
        console.log(`round ${round}: ${subject.name}, ${connections}: ${describe(one)}`)
      }
    }
  } finally {
    connection.destroy()
  }
  console.log(renderRegistrations(series))
}

/** Nothing is under way. What the faster ones have left would cost them more than the slower: its indexes outgrow MySQL's memory. */
async function emptyTables(connection: Connection): Promise<void> {
  const tables = [
    'users.users',
    'users.inbox',
    'users.notifications',
    `${peerDatabase}.users`,
    `${peerDatabase}.notifications`,
  ]
  for (const table of tables) await connection.query(`TRUNCATE TABLE ${table}`)
}

function describe({ result: { rate, load }, others }: Beside<Measured>): string {
  return `${rate.toFixed(0)}/s, p99 ${load.p99.toFixed(0)} ms, ${describeOthers(others)}`
}
