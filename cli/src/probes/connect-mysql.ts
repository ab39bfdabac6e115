import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection, QueryOptions } from 'mysql2/promise'
import { MsctlError } from '../errors.ts'
import type { Stack } from '../stack/stack.ts'
import type { Paths } from './paths.ts'
import { reasonOf } from './reason-of.ts'

/** A database that is frozen is an answer too: could not ask. */
const answerWithinMs = 30_000

/**
 * A connection to the stack's schema over TCP as the services' user; whoever calls ends it. Binary columns come as Buffer, times
 * in UTC. A query that names no time-out of its own has one of 30 s; what takes longer ends the connection, and all that is asked on it
 * rejects from then on.
 */
export async function connectMysql(stack: Stack, paths: Paths): Promise<Connection> {
  const { host, port } = await paths.to('mysql', 'mysql')
  const { default: mysql2 } = await import('mysql2/promise')
  const connection = await mysql2.createConnection({
    host,
    port,
    user: stack.credentials.mysqlUser,
    password: stack.credentials.mysqlPassword,
    database: stack.database,
    connectTimeout: 3000,
    timezone: 'Z',
  })
  // What breaks between two questions is reported by the next one; without a listener it would end the process.
  connection.on('error', () => {})
  return withTimeout(connection)
}

function withTimeout(connection: Connection): Connection {
  const query = connection.query.bind(connection) as (options: QueryOptions, values?: unknown) => Promise<unknown>
  const bounded = async (asked: string | QueryOptions, values?: unknown) => {
    const { timeout = answerWithinMs, ...options } = typeof asked === 'string' ? { sql: asked } : asked
    const timer = setTimeout(() => cut(connection, timeout), timeout)
    try {
      return await query(options, values)
    } finally {
      clearTimeout(timer)
    }
  }
  return Object.assign(connection, { query: bounded })
}

/** With mysql2's own time-out the next query would wait, without one, for the answer that did not come. */
function cut(connection: Connection, afterMs: number): void {
  // Not in mysql2's types; unlike its destroy(), this makes whatever waits reject.
  const { stream } = (connection as unknown as { readonly connection: { readonly stream: Socket } }).connection
  stream.destroy(Object.assign(new Error(`no answer within ${afterMs / 1000} s`), { code: 'ETIMEDOUT' }))
}

/** The server answered, and refused user, password or schema. */
export function isAccessDenied(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^ER_(DB)?ACCESS_DENIED_/.test(String(error.code))
}

/** Says goodbye if the server still listens, so that it does not log an aborted connection. Never rejects, never waits long. */
export async function closeMysql(connection: Connection): Promise<void> {
  const goodbye = connection.end().catch(() => {})
  await Promise.race([goodbye, sleep(200, undefined, { ref: false })])
  connection.destroy()
}

/** connectMysql for whoever cannot go on without it: MSCTL_COULD_NOT_ASK when it does not answer. */
export async function requireMysql(stack: Stack, paths: Paths): Promise<Connection> {
  try {
    return await connectMysql(stack, paths)
  } catch (cause) {
    throw new MsctlError('MSCTL_COULD_NOT_ASK', `MySQL does not answer: ${reasonOf(cause)}`, {
      cause,
      suggestions: ['msctl status', 'msctl logs mysql --tail 20'],
    })
  }
}
