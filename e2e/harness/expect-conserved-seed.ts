import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { LedgerEntry } from '../../cli/src/seed/ledger.ts'
import { eventually } from './eventually.ts'
import { expectEffects } from './expect-effects.ts'
import { expectExit } from './expect-exit.ts'
import { expectReady } from './expect-ready.ts'
import { type Started, startMsctl } from './msctl.ts'
import type { Sandbox } from './sandbox.ts'
import { query } from './services.ts'

export interface SeedUnderHarm {
  /** Users a second. */
  readonly rate: number
  /** Begins while users are being registered, who come in until it is over. */
  readonly harm: () => Promise<void>
}

/** Of one run of seed; the last one ends after the harm, however long that takes. */
const roundSeconds = 5

/**
 * Seeds again and again while harm is done: every user is accepted all the same, each has exactly one effect, everything
 * works again by itself, and msctl says so. Returns the evidence of `check conservation`.
 */
export async function expectConservedSeed(sandbox: Sandbox, { rate, harm }: SeedUnderHarm): Promise<Evidence> {
  const seed = `harm-${randomBytes(4).toString('hex')}`
  const count = rate * roundSeconds
  let isOver = false
  let running: Started | undefined
  /** E-mails of those who were accepted. */
  const seedUntilOver = async (): Promise<readonly string[]> => {
    const emails: string[] = []
    for (let round = 1; !isOver; round++) {
      const which = ['--seed', `${seed}-${round}`, '--count', `${count}`, '--rate', `${rate}`]
      running = startMsctl(sandbox, 'seed', ...which, '--json')
      const { exitCode, stdout, stderr } = await running.finished
      expect(exitCode, stdout + stderr).toBe(0)
      const report = JSON.parse(stdout)
      expect(report).toMatchObject({ accepted: count, alreadyPresent: 0, refused: 0, unknown: 0, end: 'complete' })
      emails.push(...acceptedIn(report.ledger))
    }
    return emails
  }
  const harmOnceSeeding = async (): Promise<void> => {
    await eventually(async () => expect(isOver || (await seededCount(sandbox, seed)) > rate).toBe(true), 30_000)
    if (!isOver) await harm()
    isOver = true
  }
  const harming = harmOnceSeeding()
  try {
    const [accepted] = await Promise.all([seedUntilOver(), harming])
    await expectReady(sandbox)
    await expectEffects(sandbox, accepted)
  } finally {
    isOver = true
    running?.child.kill('SIGKILL')
    // It must not go on in the next test.
    await harming.catch(() => {})
  }
  const check = await expectExit(0, sandbox, 'check', 'conservation', 'lag', '--json')
  return JSON.parse(check.stdout).results.find(({ name }: { name: string }) => name === 'conservation').evidence
}

export interface Evidence {
  readonly topic: { readonly messages: number; readonly repeated: number; readonly unreadable: number }
}

async function seededCount(sandbox: Sandbox, seed: string): Promise<number> {
  const [row] = await query(sandbox, `SELECT COUNT(*) AS count FROM users WHERE email LIKE '%@${seed}-%'`)
  return Number(row?.count)
}

function acceptedIn(ledger: string): readonly string[] {
  const lines = readFileSync(ledger, 'utf8').trimEnd().split('\n')
  return lines
    .map((line): LedgerEntry => JSON.parse(line))
    .flatMap(({ email, outcome }) => (outcome === 'accepted' ? [email] : []))
}
