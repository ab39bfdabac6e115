import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readDoneIndexes } from '../../src/seed/done-indexes.ts'
import { openLedger, readLedger } from '../../src/seed/ledger.ts'
import { createPace } from '../../src/seed/pace.ts'
import { openRegistrationClient } from '../../src/seed/registration-client.ts'
import { type SeedUsersOptions, seedUsers } from '../../src/seed/seed-users.ts'
import { openTempFolder } from '../temp-folder.ts'

let folder: ReturnType<typeof openTempFolder>
let server: Server | undefined

beforeEach(() => {
  folder = openTempFolder()
})

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
  server = undefined
  folder[Symbol.dispose]()
})

const users: SeedUsersOptions['users'] = (index) => ({
  index,
  userName: `User ${index}`,
  email: `user.${index}@s.example`,
})

async function listen(handler: RequestListener): Promise<string> {
  server = createServer(handler)
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A registry with ids from 1, by real HTTP. */
function registry(seen: Set<string>): RequestListener {
  return async (request, response) => {
    const { email } = JSON.parse(Buffer.concat(await Array.fromAsync(request)).toString())
    const isNew = !seen.has(email)
    seen.add(email)
    response.writeHead(isNew ? 200 : 409).end(JSON.stringify(isNew ? { id: seen.size } : { detail: 'taken' }))
  }
}

async function seed(origin: string, options: Partial<SeedUsersOptions> & { readonly count: number }) {
  const file = join(folder.path, 's.jsonl')
  const done = options.isResumed ? await readDoneIndexes(file, options.count) : { count: 0, has: () => false }
  using client = openRegistrationClient({ origin, path: '/register/', timeoutMs: 5000 })
  await using ledger = await openLedger(file)
  const run = seedUsers({
    concurrency: 8,
    users,
    done,
    send: client.send,
    findId: async () => null,
    isResumed: false,
    ledger,
    pace: createPace(undefined),
    giveUpAfterMs: 300,
    signal: new AbortController().signal,
    ...options,
  })
  await run.finished
  return { run, progress: run.progress(), ledger: async () => Array.fromAsync(readLedger(file)) }
}

describe('seedUsers', () => {
  it('registers each user once and keeps the ids', async () => {
    const seen = new Set<string>()
    const { progress, ledger } = await seed(await listen(registry(seen)), { count: 200 })
    expect(progress.outcomes).toEqual({ accepted: 200, 'already-present': 0, refused: 0, unknown: 0 })
    expect(progress.latencyMs.p99).toBeGreaterThan(0)
    const entries = await ledger()
    expect(entries.map(({ index }) => index).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 200 }, (_, i) => i),
    )
    expect(new Set(entries.map(({ id }) => id)).size).toBe(200)
  })

  it('counts who was there already, and goes on where the ledger ends', async () => {
    const seen = new Set<string>()
    const origin = await listen(registry(seen))
    await seed(origin, { count: 20 })
    expect((await seed(origin, { count: 20 })).progress.outcomes['already-present']).toBe(20)
    const { progress } = await seed(origin, { count: 25, isResumed: true })
    expect(progress).toMatchObject({ done: 5, total: 5 })
    expect(progress.outcomes.accepted).toBe(5)
    expect(seen.size).toBe(25)
  })

  it('loses nobody whose answer was lost', async () => {
    const seen = new Set<string>()
    let requests = 0
    const handle = registry(seen)
    const origin = await listen((request, response) => {
      // Every fifth is carried out, and its answer never arrives.
      if (++requests % 5 === 0) response.end = () => response.destroy() as never
      return handle(request, response)
    })
    const { progress } = await seed(origin, { count: 60, giveUpAfterMs: 10_000 })
    expect(progress.outcomes).toEqual({ accepted: 60, 'already-present': 0, refused: 0, unknown: 0 })
    expect(seen.size).toBe(60)
  })

  it('gives up when nobody answers any more, instead of trying all', async () => {
    const origin = await listen((_, response) => void response.writeHead(503).end())
    const { run, progress } = await seed(origin, { count: 1000 })
    expect(run.gaveUp()).toBe(true)
    expect(run.lastTrouble()).toMatch(/status 503/)
    expect(progress.done).toBeLessThan(50)
    expect(progress.outcomes.unknown).toBe(progress.done)
  })

  it('starts nobody new once aborted, and records who was under way', async () => {
    const controller = new AbortController()
    const seen = new Set<string>()
    const handle = registry(seen)
    const origin = await listen((request, response) => {
      if (seen.size >= 30) controller.abort()
      return handle(request, response)
    })
    const { progress, ledger } = await seed(origin, { count: 10_000, signal: controller.signal })
    expect(progress.done).toBeGreaterThanOrEqual(30)
    expect(progress.done).toBeLessThan(100)
    expect(await ledger()).toHaveLength(progress.done)
    expect(progress.outcomes.accepted).toBe(seen.size)
  })
})
