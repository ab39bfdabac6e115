// Registrations a second, each durable and on its way to its notification: ours, the Python peer and bare loops, in turn on the same servers.
import { loadavg } from 'node:os'
import { createConnection } from 'mysql2/promise'
import type { Bench } from './harness/bench-options.ts'
import { startStack } from './harness/bench-stack.ts'
import { inTurn } from './harness/in-turn.ts'
import { startOwnService } from './harness/own-service.ts'
import { createPeerDatabase } from './harness/peer.ts'
import { createTopic } from './harness/topics.ts'
import { whyNotServices } from './harness/why-not-services.ts'
import { type Measured, measureRegistrations } from './measure-registrations.ts'
import { bareSubject, ourSubject, peerSubject } from './register-subjects.ts'
import { renderRegistrations, type Series } from './render-registrations.ts'

const seconds = 4
const peerTopic = 'peer_events'

export const bench: Bench = async (options) => {
  const { rounds, signal } = options
  const reason = await whyNotServices(options, { peer: true })
  if (reason) return console.log(`register: cannot run here: ${reason}`)
  console.log(`register: load average before ${loadavg()[0]?.toFixed(1)}`)
  await using stack = await startStack(['--without', 'prometheus,adminer'], signal)
  await createTopic(stack.broker, peerTopic)
  await createPeerDatabase(stack, signal)
  await using peer = await peerSubject(stack, peerTopic, signal)
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
  const ours = (name: string, url: string, pid: number) => ourSubject(stack, name, url, pid, signal)
  const series: readonly Series[] = [
    {
      subject: ours('ours', stack.urlOf('user-service', 'http'), stack.processes['user-service'] ?? 0),
      connections: 32,
    },
    { subject: peer, connections: 32 },
    { subject: bareSubject(stack, 'one row', signal), connections: 32 },
    { subject: bareSubject(stack, 'in groups', signal), connections: 32 },
    {
      subject: ours('ours', stack.urlOf('user-service', 'http'), stack.processes['user-service'] ?? 0),
      connections: 1,
    },
    { subject: ours('ours, window 0', plain.url, plain.pid), connections: 1 },
    { subject: peer, connections: 1 },
  ].map((one) => ({ ...one, measured: [] }))

  const connection = await createConnection(stack.mysql)
  try {
    for (let round = 0; round <= rounds; round++) {
      // round 0 warms up
      for (const { subject, connections, measured } of inTurn(series, round)) {
        const one = await measureRegistrations(subject, connections, seconds, connection, signal)
        if (round > 0) measured.push(one)
        console.log(`round ${round}: ${subject.name}, ${connections}: ${describe(one)}`)
      }
    }
  } finally {
    connection.destroy()
  }
  console.log(renderRegistrations(series))
}

function describe({ rate, load }: Measured): string {
  return `${rate.toFixed(0)}/s, p99 ${load.p99.toFixed(0)} ms, load average ${loadavg()[0]?.toFixed(1)}`
}
