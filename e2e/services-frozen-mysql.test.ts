import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from './harness/eventually.ts'
import { expectExit } from './harness/expect-exit.ts'
import { whyNotLocal } from './harness/required.ts'
import { openSandbox, type Sandbox } from './harness/sandbox.ts'
import { query } from './harness/services.ts'

const CLIENTS = 100
const FROZEN_MS = 6_000

const reason = await whyNotLocal()

interface Answer {
  readonly email: string
  readonly status: number
  readonly retryAfter: string | null
  readonly ms: number
}

describe.skipIf(reason)(`MySQL frozen under load${reason ? ` (${reason})` : ''}`, () => {
  let sandbox: Sandbox

  beforeAll(async () => {
    sandbox = await openSandbox()
    await expectExit(0, sandbox, 'up', 'user-service', 'notification-service')
  })

  afterAll(async () => {
    await expectExit(0, sandbox, 'down', '--volumes')
    await sandbox[Symbol.asyncDispose]()
  })

  const urlOf = (path: string) => `http://127.0.0.1:${sandbox.port('user-service', 'http')}${path}`

  async function register(email: string): Promise<Answer> {
    const startedAt = performance.now()
    const response = await fetch(urlOf('/register/'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user_name: 'Juan Perez', email }),
    })
    await response.arrayBuffer()
    const retryAfter = response.headers.get('retry-after')
    return { email, status: response.status, retryAfter, ms: performance.now() - startedAt }
  }

  async function mysqlPid(): Promise<number> {
    const { stdout } = await expectExit(0, sandbox, 'status', '--json')
    return JSON.parse(stdout).components.find(({ name }: { name: string }) => name === 'mysql').pid
  }

  it('is answered within 3 s all the time, and what was accepted is conserved', async () => {
    const answers: Answer[] = []
    let isOver = false
    const clients = Array.from({ length: CLIENTS }, async (_, client) => {
      for (let index = 0; !isOver; index++) {
        const answer = await register(`u${client}.${index}@example.com`)
        answers.push(answer)
        if (answer.status !== 200) await sleep(50)
      }
    })
    const pid = await mysqlPid()
    await sleep(1_000)
    process.kill(pid, 'SIGSTOP')
    try {
      await sleep(FROZEN_MS)
      expect((await fetch(urlOf('/livez'))).status).toBe(200)
      expect((await fetch(urlOf('/readyz'))).status).toBe(503)
    } finally {
      process.kill(pid, 'SIGCONT')
    }
    await eventually(async () => expect((await fetch(urlOf('/readyz'))).status).toBe(200), 20_000)
    await sleep(1_000)
    isOver = true
    await Promise.all(clients)

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 503]))
    expect(answers.filter(({ status, retryAfter }) => status === 503 && retryAfter !== '1')).toEqual([])
    expect(answers.filter(({ ms }) => ms > 3_000)).toEqual([])
    const stored = new Set((await query(sandbox, 'SELECT email FROM users')).map(({ email }) => email))
    expect(answers.filter(({ status, email }) => status === 200 && !stored.has(email))).toEqual([])
    // each stored user has exactly one effect, also where the answer was 503 because nobody could know
    await eventually(async () => {
      const notified = (await query(sandbox, 'SELECT email FROM notifications')).map(({ email }) => email)
      expect(notified.length).toBe(stored.size)
      expect(new Set(notified)).toEqual(stored)
    }, 30_000)
  })
})
