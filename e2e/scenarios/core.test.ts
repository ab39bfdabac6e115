import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../harness/eventually.ts'
import { expectExit } from '../harness/expect-exit.ts'
import { leftovers } from '../harness/leftovers.ts'
import { msctl } from '../harness/msctl.ts'
import { whyNotCompose, whyNotKubernetes, whyNotLocal } from '../harness/required.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'
import { notificationsOf, query, register } from '../harness/services.ts'

const places = [
  { target: 'local', reason: await whyNotLocal() },
  { target: 'compose', reason: await whyNotCompose() },
  { target: 'kubernetes', reason: await whyNotKubernetes() },
]
const cases = places.flatMap((place) => ['zookeeper', 'kraft'].map((kafka) => ({ ...place, kafka })))

for (const { target, reason, kafka } of cases) {
  describe.skipIf(reason)(`the main job on ${target} with ${kafka}${reason ? ` (${reason})` : ''}`, () => {
    let sandbox: Sandbox

    beforeAll(async () => {
      sandbox = await openSandbox(target)
    })

    afterAll(async () => {
      await expectExit(0, sandbox, 'down', '--volumes')
      await sandbox[Symbol.asyncDispose]()
    })

    it('comes up ready', async () => {
      await expectExit(0, sandbox, 'up', '--kafka', kafka)
      const status = JSON.parse((await msctl(sandbox, 'status', '--json')).stdout)
      const states = status.components.map((one: { name: string; state: string }) => [one.name, one.state])
      expect(Object.fromEntries(states)).toMatchObject({
        mysql: 'ready',
        kafka: 'ready',
        'user-service': 'ready',
        'notification-service': 'ready',
        traefik: 'ready',
        prometheus: 'ready',
      })
    })

    it('registers a user directly and through the gateway, and notifies within a second', async () => {
      for (const [through, email] of [
        ['direct', 'juan@example.com'],
        ['gateway', 'juan.gateway@example.com'],
      ] as const) {
        const answer = await register(sandbox, email, through)
        expect(answer).toMatchObject({ status: 200, body: { message: 'User registered successfully', email } })
        await eventually(async () => expect(await notificationsOf(sandbox, email)).toHaveLength(1), 1000)
      }
    })

    it('seeds, and proves that nothing was lost', async () => {
      const seed = await msctl(sandbox, 'seed', '--count', '1000', '--json')
      expect(JSON.parse(seed.stdout)).toMatchObject({ accepted: 1000, alreadyPresent: 0, refused: 0, unknown: 0 })
      await expectExit(0, sandbox, 'check')
      await expectExit(0, sandbox, 'check', 'dashboards')
    })

    it('says that all runs when up is called again', async () => {
      const before = JSON.parse((await msctl(sandbox, 'status', '--json')).stdout)
      await expectExit(0, sandbox, 'up')
      const after = JSON.parse((await msctl(sandbox, 'status', '--json')).stdout)
      const starts = (status: { components: { startedAt?: string }[] }) => status.components.map((one) => one.startedAt)
      expect(starts(after)).toEqual(starts(before))
    })

    it('names a user whose row was deleted by hand', async () => {
      const [row] = await query(sandbox, 'SELECT id, email FROM users ORDER BY id DESC LIMIT 1')
      await query(sandbox, `DELETE FROM users WHERE id = ${Number(row?.id)}`)
      const check = await expectExit(7, sandbox, 'check', 'conservation')
      expect(check.stdout).toMatch(/users/)
      expect(check.stdout).toContain(String(row?.id))
    })

    it('starts over with reset', async () => {
      await expectExit(0, sandbox, 'reset')
      expect(await query(sandbox, 'SELECT id FROM users')).toEqual([])
      await expectExit(0, sandbox, 'seed', '--count', '50', '--quiet')
      await expectExit(0, sandbox, 'check')
    })

    it('goes down without a trace', async () => {
      await expectExit(0, sandbox, 'down', '--volumes')
      expect(await leftovers(sandbox)).toEqual([])
    })
  })
}
