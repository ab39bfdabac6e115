import { expect } from 'vitest'
import { eventually } from './eventually.ts'
import type { Sandbox } from './sandbox.ts'
import { query } from './services.ts'

/** Each of these addresses is a user's, and each user there is has exactly one notification, within half a minute. */
export async function expectEffects(sandbox: Sandbox, accepted: readonly string[]): Promise<void> {
  const stored = new Set((await query(sandbox, 'SELECT email FROM users')).map(({ email }) => email))
  expect(accepted.filter((email) => !stored.has(email))).toEqual([])
  await eventually(async () => expect(await usersWithoutOneEffect(sandbox)).toEqual([]), 30_000)
  const strangers = 'SELECT email FROM notifications WHERE user_id IS NULL OR user_id NOT IN (SELECT id FROM users)'
  expect(await query(sandbox, strangers)).toEqual([])
}

function usersWithoutOneEffect(sandbox: Sandbox): Promise<readonly Record<string, unknown>[]> {
  return query(
    sandbox,
    `SELECT id, email, events, notifications FROM users LEFT JOIN (
       SELECT user_id, COUNT(DISTINCT event_id) AS events, COUNT(*) AS notifications FROM notifications GROUP BY user_id
     ) AS effects ON user_id = id
     WHERE NOT (events <=> 1 AND notifications <=> 1) LIMIT 20`,
  )
}
