import { describe, expect, it } from 'vitest'
import { type RegisterOptions, registerUser } from '../../src/seed/register-user.ts'
import type { Answer } from '../../src/seed/registration-client.ts'

const user = { index: 3, userName: 'Elda Bahringer', email: 'elda.3@seed.example' }
const status = (code: number, id: number | null = null): Answer => ({
  answered: true,
  status: code,
  id,
  text: `{"n":${code}}`,
  retryAfterMs: 0,
})
const silence: Answer = { answered: false, reason: 'read ECONNRESET' }

async function register(answers: readonly Answer[], options: Partial<RegisterOptions> = {}) {
  const left = [...answers]
  let sent = 0
  const result = await registerUser(user, {
    send: async () => {
      sent++
      return left.shift() ?? silence
    },
    findId: async () => 77,
    mayBeOurs: false,
    giveUpAfterMs: 250,
    signal: new AbortController().signal,
    ...options,
  })
  return { ...result, sent }
}

describe('registerUser', () => {
  it('records an accepted user with its id', async () => {
    const { entry, sent } = await register([status(200, 8121)])
    expect(entry).toEqual({ index: 3, email: user.email, id: 8121, outcome: 'accepted' })
    expect(sent).toBe(1)
  })

  it('takes a 409 at the first try for a user who was there before', async () => {
    expect((await register([status(409)])).entry).toMatchObject({ outcome: 'already-present', id: null })
  })

  it.each([
    ['no answer', silence],
    ['503', status(503)],
    ['502', status(502)],
    ['429', status(429)],
  ])('repeats after %s, and takes a 409 then for accepted, with the id that the database has', async (_, first) => {
    const { entry, sent } = await register([first, status(409)])
    expect(entry).toMatchObject({ outcome: 'accepted', id: 77 })
    expect(sent).toBe(2)
  })

  it('is accepted all the same when its id cannot be found out', async () => {
    const { entry } = await register([silence, status(409)], { findId: async () => null })
    expect(entry).toMatchObject({ outcome: 'accepted', id: null })
  })

  it('takes a 409 for accepted when an earlier run may not have heard of it', async () => {
    expect((await register([status(409)], { mayBeOurs: true })).entry).toMatchObject({ outcome: 'accepted', id: 77 })
  })

  it.each([400, 404, 422])('records a %i as refused at once, and what was said', async (code) => {
    const { entry, lastWord, sent } = await register([status(code)])
    expect(entry.outcome).toBe('refused')
    expect(lastWord).toBe(`status ${code}: {"n":${code}}`)
    expect(sent).toBe(1)
  })

  it.each([
    ['200', status(200, 5), 'accepted'],
    ['409, which is no answer to the first try', status(409), 'already-present'],
  ])('repeats after a 404, as of a gateway without routes yet, until %s', async (_, next, outcome) => {
    const { entry, sent } = await register([status(404), next], { giveUpAfterMs: 3000 })
    expect(entry.outcome).toBe(outcome)
    expect(sent).toBe(2)
  })

  it('does not take a 404 for a refusal when an earlier try may have been carried out', async () => {
    const { entry, lastWord } = await register([silence, ...Array(9).fill(status(404))])
    expect(entry.outcome).toBe('unknown')
    expect(lastWord).toMatch(/^status 404/)
  })

  it('gives up after its time, and says that it does not know', async () => {
    const { entry, lastWord, sent } = await register([])
    expect(entry).toMatchObject({ outcome: 'unknown', id: null })
    expect(lastWord).toBe('read ECONNRESET')
    expect(sent).toBeGreaterThan(1)
  })

  it('stops at once when aborted, leaving the outcome unknown', async () => {
    const { entry, sent } = await register([silence], { signal: AbortSignal.abort(), giveUpAfterMs: 60_000 })
    expect(entry.outcome).toBe('unknown')
    expect(sent).toBe(1)
  })
})
