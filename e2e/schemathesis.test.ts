import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from './harness/eventually.ts'
import { expectExit } from './harness/expect-exit.ts'
import { whyNotLocal } from './harness/required.ts'
import { openSandbox, type Sandbox } from './harness/sandbox.ts'
import { schemathesis, whyNotSchemathesis } from './harness/schemathesis.ts'

const notLocal = await whyNotLocal()
const reason = notLocal ?? (await whyNotSchemathesis())
const passwords = { MYSQL_PASSWORD: 'never-to-be-logged-1', MYSQL_ROOT_PASSWORD: 'never-to-be-logged-2' }

describe.skipIf(notLocal)(`the services on local${notLocal ? ` (${notLocal})` : ''}`, () => {
  let sandbox: Sandbox

  beforeAll(async () => {
    sandbox = await openSandbox()
    Object.assign(sandbox.env, passwords, { LOG_LEVEL: 'trace' })
    await expectExit(0, sandbox, 'up', '--kafka', 'kraft', '--without', 'prometheus')
  })

  afterAll(async () => {
    await expectExit(0, sandbox, 'down', '--volumes')
    await sandbox[Symbol.asyncDispose]()
  })

  describe.skipIf(reason)(`schemathesis${reason ? ` (${reason})` : ''}`, () => {
    it.each(['user-service', 'notification-service'] as const)('finds nothing in %s', async (service) => {
      const url = `http://127.0.0.1:${sandbox.port(service, 'http')}`
      const { exitCode, report } = await schemathesis(url, sandbox.cwd)
      expect(exitCode, report).toBe(0)
      expect(report).toContain('No issues found')
    })
  })

  it('the id of a request through the gateway joins the logs of both services', async () => {
    const gateway = `http://127.0.0.1:${sandbox.port('traefik', 'gateway')}`
    const response = await fetch(`${gateway}/api/users/register/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': 'joins-both-logs' },
      body: JSON.stringify({ user_name: 'Juan Perez', email: 'joined@example.com' }),
    })
    expect([response.status, response.headers.get('x-request-id')]).toEqual([200, 'joins-both-logs'])
    const line = (service: string) =>
      eventually(async () => {
        const found = logged(service).find(({ request }) => request === 'joins-both-logs')
        expect(found).toBeDefined()
        return found
      }, 5_000)
    const [registered, consumed] = [await line('user-service'), await line('notification-service')]
    expect(registered?.event).toMatch(/^[0-9a-f-]{36}$/)
    expect(consumed?.event).toBe(registered?.event)
  })

  it('no password is in any log, at the level that tells most', () => {
    const texts = logFiles('').map((file) => readFileSync(file, 'utf8'))
    expect(texts.join('').length).toBeGreaterThan(1000)
    for (const password of Object.values(passwords)) {
      for (const text of texts) expect(text).not.toContain(password)
    }
  })

  function logged(service: string): readonly Record<string, unknown>[] {
    const lines = logFiles(service).flatMap((file) => readFileSync(file, 'utf8').split('\n'))
    return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))
  }

  function logFiles(prefix: string): readonly string[] {
    const folder = join(sandbox.folder, 'state/msctl', sandbox.name, 'logs')
    return readdirSync(folder)
      .filter((name) => name.startsWith(prefix))
      .map((name) => join(folder, name))
  }
})
