// A process of its own: writes users and their events straight into the services' tables, as user-service does it.
import { createPool, type PoolConnection, type ResultSetHeader } from 'mysql2/promise'
import { createLatencyHistogram } from '../../cli/src/seed/latency-histogram.ts'
import { EVENT_TYPE, serializeEvent, uuidBytes } from '../../services/shared/src/event-contract.ts'
import { storedHeaders } from '../../services/user-service/src/outbox-event.ts'
import { uuidV7 } from '../../services/user-service/src/uuid-v7.ts'
import type { MysqlAccess } from './bench-stack.ts'
import { type LoadUntil, makeLoads } from './make-loads.ts'

export interface BareLoopJob {
  readonly mysql: MysqlAccess
  /** Part of each e-mail. */
  readonly seed: string
  readonly connections: number
  /** Users in one transaction. */
  readonly rows: number
  readonly until: LoadUntil
}

makeLoads(async ({ mysql, seed, connections, rows, until }: BareLoopJob) => {
  const pool = createPool({ ...mysql, database: 'users', timezone: 'Z', connectionLimit: connections, trace: false })
  const latencies = createLatencyHistogram()
  let next = 0
  let accepted = 0
  const begin = performance.now()
  const isOver = (): boolean =>
    'users' in until ? next >= until.users : performance.now() - begin > 1000 * until.seconds

  async function loop(): Promise<void> {
    const connection = await pool.getConnection()
    while (!isOver()) {
      const begun = performance.now()
      await register(
        connection,
        Array.from({ length: rows }, () => newUser(seed, next++)),
      )
      latencies.record(performance.now() - begun)
      accepted += rows
    }
    connection.release()
  }

  await Promise.all(Array.from({ length: connections }, loop))
  const seconds = (performance.now() - begin) / 1000
  await pool.end()
  return { accepted, seconds, p50: latencies.percentile(0.5), p99: latencies.percentile(0.99) }
})

async function register(connection: PoolConnection, users: readonly User[]): Promise<void> {
  await connection.beginTransaction()
  const [{ insertId }] = await connection.query<ResultSetHeader>(
    'INSERT INTO users (user_name, email, created_at) VALUES ?',
    [users.map(({ userName, email, registeredAt }) => [userName, email, registeredAt])],
  )
  await connection.query(
    'INSERT INTO outbox (event_id, aggregate_id, event_type, payload, headers, created_at) VALUES ?',
    [users.map((user, index) => eventOf(user, insertId + index))],
  )
  await connection.commit()
}

type User = ReturnType<typeof newUser>

function newUser(seed: string, index: number) {
  const email = `juan.perez.${index}@${seed}.example`
  return { userName: `Juan Perez ${index}`, email, eventId: uuidV7(), requestId: seed, registeredAt: new Date() }
}

function eventOf(user: User, id: number): readonly unknown[] {
  const payload = serializeEvent({ user_name: user.userName, email: user.email })
  return [uuidBytes(user.eventId), id, EVENT_TYPE, payload, JSON.stringify(storedHeaders(user)), user.registeredAt]
}
