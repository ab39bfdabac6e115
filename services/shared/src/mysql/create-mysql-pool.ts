import { createPool, type Pool, type PoolOptions } from 'mysql2/promise'
import type { MysqlEnv } from '../service-env.ts'

export function mysqlOptions(env: MysqlEnv): PoolOptions {
  // `trace` would take a stack trace for each statement, in case it fails
  return { ...env, charset: 'utf8mb4', timezone: 'Z', connectTimeout: 1_500, supportBigNumbers: true, trace: false }
}

export interface PoolSize {
  readonly connections: number
  /** Uses that wait for a connection; beyond them there is an error at once. */
  readonly waiting: number
}

/** Of what must not be kept waiting: registrations, the consumer, readiness. */
export const WRITERS: PoolSize = { connections: 10, waiting: 1_000 }
/** Of what people ask for, which may read whole tables. */
export const READERS: PoolSize = { connections: 4, waiting: 100 }

/**
 * Connections are made when they are needed; each session in UTC, READ COMMITTED (findings: under
 * REPEATABLE READ a reader's gap locks stop registrations) and strict, so that nothing is cut off silently. A wait for a lock
 * ends before the connection would be cut, so that it can be tried again.
 */
export function createMysqlPool(env: MysqlEnv, { connections, waiting }: PoolSize): Pool {
  const pool = createPool({
    ...mysqlOptions(env),
    connectionLimit: connections,
    maxIdle: connections,
    queueLimit: waiting,
    maxPreparedStatements: 64,
    // a transaction is one packet
    multipleStatements: true,
  })
  // queued before the statement for which the connection was made; a failure shows in that statement too
  pool.pool.on('connection', (connection) => {
    for (const statement of sessionStatements) connection.query(statement, () => {})
  })
  return pool
}

export const sessionStatements = [
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  "SET SESSION time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', innodb_lock_wait_timeout = 1",
]
