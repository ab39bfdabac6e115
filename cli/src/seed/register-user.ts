import { setTimeout as sleep } from 'node:timers/promises'
import type { LedgerEntry, Outcome } from './ledger.ts'
import type { Answer } from './registration-client.ts'
import type { NewUser } from './user-source.ts'

export interface Registration {
  readonly entry: LedgerEntry
  /** What the last try said, for people: "status 422: …", "read ECONNRESET". */
  readonly lastWord: string
}

export interface RegisterOptions {
  readonly send: (user: NewUser) => Promise<Answer>
  /** The id of a user who is there already; null when it cannot be found out. */
  readonly findId: (email: string) => Promise<number | null>
  /** An earlier run may have registered this user without hearing of it. */
  readonly mayBeOurs: boolean
  readonly giveUpAfterMs: number
  readonly signal: AbortSignal
}

/**
 * Registers one user and says what became of it. What may or may not have been carried out (no answer, a busy or failing
 * server) is repeated until `giveUpAfterMs` are over: our e-mail holds seed and index, so a 409 then means that an
 * earlier try was accepted. A 404 is repeated, too, for a sixth of that when no earlier try may have been carried out: a gateway that has just
 * started knows no routes yet. Never rejects.
 */
export async function registerUser(user: NewUser, options: RegisterOptions): Promise<Registration> {
  const start = performance.now()
  let mayBeOurs = options.mayBeOurs
  for (let delayMs = 100; ; delayMs = Math.min(2 * delayMs, 2000)) {
    const answer = await options.send(user)
    const waitMs = Math.max(delayMs, answer.answered ? Math.min(answer.retryAfterMs, 5000) : 0)
    const isUnrouted = answer.answered && answer.status === 404 && !mayBeOurs
    const isFinal = answer.answered && (isUnrouted || !isPassing(answer.status))
    const patienceMs = isUnrouted ? options.giveUpAfterMs / 6 : isFinal ? 0 : options.giveUpAfterMs
    const isOver = performance.now() - start + waitMs > patienceMs
    if (isFinal && isOver) return conclude(user, answer, mayBeOurs, options)
    if (!isUnrouted) mayBeOurs = true
    if (isOver || !(await sleptThrough(waitMs, options.signal))) {
      return { entry: toEntry(user, 'unknown', null), lastWord: wordOf(answer) }
    }
  }
}

async function conclude(
  user: NewUser,
  answer: Answer & { readonly answered: true },
  mayBeOurs: boolean,
  { findId }: RegisterOptions,
): Promise<Registration> {
  const lastWord = wordOf(answer)
  if (answer.status === 200) return { entry: toEntry(user, 'accepted', answer.id), lastWord }
  if (answer.status !== 409) return { entry: toEntry(user, 'refused', null), lastWord }
  if (!mayBeOurs) return { entry: toEntry(user, 'already-present', null), lastWord }
  return { entry: toEntry(user, 'accepted', await findId(user.email)), lastWord }
}

/** Says nothing about this user: asking again later may bring another answer. */
function isPassing(status: number): boolean {
  return status >= 500 || [404, 408, 425, 429].includes(status)
}

async function sleptThrough(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, { signal })
    return true
  } catch {
    return false
  }
}

function wordOf(answer: Answer): string {
  return answer.answered ? `status ${answer.status}: ${answer.text.trim().slice(0, 200)}` : answer.reason
}

function toEntry({ index, email }: NewUser, outcome: Outcome, id: number | null): LedgerEntry {
  return { index, email, id, outcome }
}
