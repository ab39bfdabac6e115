import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { LedgerEntry } from '../../cli/src/seed/ledger.ts'
import { eventually } from './eventually.ts'
import { expectEffects } from './expect-effects.ts'
import { expectExit } from './expect-exit.ts'
import { expectReady } from './expect-ready.ts'
import { startMsctl } from './msctl.ts'
import type { Sandbox } from './sandbox.ts'
import { query } from './services.ts'

export interface SeedUnderHarm {
  readonly count: number
  /** Users a second. */
  readonly rate: number
  /** Begins while users are being registered, and ends before they all are. */
  readonly harm: () => Promise<void>
}

/**
 * Seeds, and does harm meanwhile: every user is accepted all the same, each has exactly one effect, everything works again
 * by itself, and msctl says so. Returns the evidence of `check conservation`.
 */
export async function expectConservedSeed(sandbox: Sandbox, { count, rate, harm }: SeedUnderHarm): Promise<Evidence> {
  const seed = `harm-${randomBytes(4).toString('hex')}`
  const seeding = startMsctl(sandbox, 'seed', '--seed', seed, '--count', `${count}`, '--rate', `${rate}`, '--json')
  try {
    await eventually(async () => expect(await seededCount(sandbox, seed)).toBeGreaterThan(rate), 30_000)
    await harm()
    expect(seeding.child.exitCode, 'seed was quicker than the harm').toBeNull()
    const { exitCode, stdout, stderr } = await seeding.finished
    expect(exitCode, stdout + stderr).toBe(0)
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ accepted: count, alreadyPresent: 0, refused: 0, unknown: 0, end: 'complete' })
    await expectReady(sandbox)
    await expectEffects(sandbox, acceptedIn(report.ledger))
  } finally {
    seeding.child.kill('SIGKILL')
  }
  const check = await expectExit(0, sandbox, 'check', 'conservation', 'lag', '--json')
  return JSON.parse(check.stdout).results.find(({ name }: { name: string }) => name === 'conservation').evidence
}

export interface Evidence {
  readonly topic: { readonly messages: number; readonly repeated: number; readonly unreadable: number }
}

async function seededCount(sandbox: Sandbox, seed: string): Promise<number> {
  const [row] = await query(sandbox, `SELECT COUNT(*) AS count FROM users WHERE email LIKE '%@${seed}.example'`)
  return Number(row?.count)
}

function acceptedIn(ledger: string): readonly string[] {
  const lines = readFileSync(ledger, 'utf8').trimEnd().split('\n')
  return lines
    .map((line): LedgerEntry => JSON.parse(line))
    .flatMap(({ email, outcome }) => (outcome === 'accepted' ? [email] : []))
}
