import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection, RowDataPacket } from 'mysql2/promise'
import { CANARY_DOMAIN } from '../../../services/shared/src/event-contract.ts'
import { MsctlError } from '../errors.ts'
import type { Run } from '../lib/run.ts'
import type { Stack } from '../stack/stack.ts'
import type { Target } from '../targets/target.ts'
import { askHttp } from './ask-http.ts'
import { closeMysql, requireMysql } from './connect-mysql.ts'
import { openPaths } from './paths.ts'
import { reasonOf } from './reason-of.ts'
import { watchTopicFor } from './watch-topic.ts'

export interface CanaryResult {
  readonly eventId: string
  readonly userId: number
  /** From the request until it was seen everywhere. */
  readonly durationMs: number
}

type Stage = 'gateway' | 'MySQL' | 'topic' | 'notifications'

const deadlineMs = 20_000

/**
 * Sends one user through the gateway and sees it in MySQL, on the topic and among the notifications, then removes its rows
 * again. MSCTL_NOT_READY names the first stage that did not see it in time.
 */
export async function canary(stack: Stack, target: Target, run: Run): Promise<CanaryResult> {
  const email = `${randomBytes(8).toString('hex')}@${CANARY_DOMAIN}`
  const signal = AbortSignal.any([run.signal, AbortSignal.timeout(deadlineMs)])
  await using paths = openPaths(stack, target, run)
  const gateway = await paths.url('traefik', 'gateway')
  const mysql = await requireMysql(stack, paths)
  await using topic = await watchTopicFor(email, stack, paths, signal)
  try {
    const start = performance.now()
    const userId = await at('gateway', signal, run, () => register(gateway, email, signal))
    await at('MySQL', signal, run, () => until(signal, () => hasUser(mysql, userId, email)))
    const eventId = await at('topic', signal, run, () => topic.seen)
    await at('notifications', signal, run, () => until(signal, () => isNotified(gateway, email, signal)))
    return { eventId, userId, durationMs: Math.round(performance.now() - start) }
  } finally {
    await removeCanary(mysql, email).catch(() => {})
    await closeMysql(mysql)
  }
}

async function at<T>(stage: Stage, signal: AbortSignal, run: Run, task: () => Promise<T>): Promise<T> {
  try {
    return await task()
  } catch (cause) {
    run.signal.throwIfAborted()
    const why = signal.aborted ? `did not see it within ${deadlineMs / 1000} s` : reasonOf(cause)
    throw new MsctlError('MSCTL_NOT_READY', `the canary got stuck: ${stage} ${why}`, {
      cause,
      suggestions: ['msctl status', 'msctl logs user-service notification-service --tail 20', 'msctl up --no-canary'],
      details: { stage },
    })
  }
}

async function register(gateway: string, email: string, signal: AbortSignal): Promise<number> {
  const { status, body, text } = await askHttp(`${gateway}/api/users/register/`, {
    signal,
    timeoutMs: deadlineMs,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user_name: 'Canary', email }),
  })
  if (status !== 200) throw new Error(`answered ${status}: ${text.slice(0, 120)}`)
  return Number((body as { id: number }).id)
}

async function isNotified(gateway: string, email: string, signal: AbortSignal): Promise<boolean> {
  const url = `${gateway}/api/notifications?email=${encodeURIComponent(email)}`
  const { status, body } = await askHttp(url, { signal })
  return status === 200 && (body as { items: readonly unknown[] }).items.length > 0
}

async function until(signal: AbortSignal, isSeen: () => Promise<boolean>): Promise<void> {
  while (!(await isSeen())) await sleep(10, undefined, { signal })
}

async function hasUser(mysql: Connection, id: number, email: string): Promise<boolean> {
  const [rows] = await mysql.query<RowDataPacket[]>('SELECT 1 FROM users WHERE id = ? AND email = ?', [id, email])
  return rows.length > 0
}

/** Removes all that the database holds about one e-mail. What the outbox holds goes by itself: it is on its way to the topic. */
async function removeCanary(mysql: Connection, email: string): Promise<void> {
  await mysql.query('DELETE i FROM inbox i JOIN notifications n ON n.event_id = i.event_id WHERE n.email = ?', [email])
  await mysql.query('DELETE FROM notifications WHERE email = ?', [email])
  await mysql.query('DELETE FROM users WHERE email = ?', [email])
}
