import { createConnection } from 'mysql2/promise'
import type { Sandbox } from './sandbox.ts'

export interface Answer {
  readonly status: number
  readonly body: unknown
}

export async function register(sandbox: Sandbox, email: string, through: 'gateway' | 'direct'): Promise<Answer> {
  const url =
    through === 'gateway'
      ? `http://127.0.0.1:${sandbox.port('traefik', 'gateway')}/api/users/register/`
      : `http://127.0.0.1:${sandbox.port('user-service', 'http')}/register/`
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user_name: 'Juan Perez', email }),
  })
  return { status: response.status, body: await response.json() }
}

/** The notifications of one address, through the gateway. */
export async function notificationsOf(sandbox: Sandbox, email: string): Promise<readonly Record<string, unknown>[]> {
  const gateway = `http://127.0.0.1:${sandbox.port('traefik', 'gateway')}`
  const response = await fetch(`${gateway}/api/notifications?email=${encodeURIComponent(email)}`)
  if (response.status !== 200) throw new Error(`status ${response.status}`)
  return ((await response.json()) as { items: Record<string, unknown>[] }).items
}

/** A statement in the stack's database, as its user with the default password. */
export async function query(sandbox: Sandbox, sql: string): Promise<readonly Record<string, unknown>[]> {
  const connection = await createConnection({
    host: '127.0.0.1',
    port: sandbox.port('mysql', 'mysql'),
    user: 'user',
    password: 'secret',
    database: 'users',
  })
  try {
    const [rows] = await connection.query(sql)
    return rows as Record<string, unknown>[]
  } finally {
    await connection.end()
  }
}
