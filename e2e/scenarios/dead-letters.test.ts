import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectDocument } from '../../cli/test/expect-document.ts'
import { openTempFolder } from '../../cli/test/temp-folder.ts'
import { eventually } from '../harness/eventually.ts'
import { expectExit } from '../harness/expect-exit.ts'
import { expectGone } from '../harness/expect-gone.ts'
import { produce } from '../harness/produce.ts'
import { whyNotLocal } from '../harness/required.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'
import { notificationsOf } from '../harness/services.ts'

const reason = await whyNotLocal()
const eventId = '019c2f00-0000-7000-8000-00000000dead'
const email = 'ana@example.com'
const repaired = JSON.stringify({ event_type: 'UserRegistered', data: { user_name: 'Ana', email } })

interface Letter {
  readonly id: string
  readonly state: string
  readonly eventId: string
}

describe.skipIf(reason)(`dead letters on local${reason ? ` (${reason})` : ''}`, () => {
  let sandbox: Sandbox
  let folder: ReturnType<typeof openTempFolder>

  beforeAll(async () => {
    sandbox = await openSandbox()
    folder = openTempFolder()
    await expectExit(0, sandbox, 'up', '--no-canary')
    await expectExit(0, sandbox, 'seed', '--count', '20', '--quiet')
  })

  afterAll(async () => {
    folder[Symbol.dispose]()
    await expectGone(sandbox)
  })

  async function letters(...args: readonly string[]): Promise<readonly Letter[]> {
    const { stdout } = await expectExit(0, sandbox, 'dlq', 'list', '--json', ...args)
    return expectDocument('dlqList', stdout).letters
  }

  async function dead(count: number): Promise<readonly Letter[]> {
    return eventually(async () => {
      const found = await letters('--limit', '1000')
      expect(found).toHaveLength(count)
      return found
    }, 10_000)
  }

  it('says plainly that there are none', async () => {
    expect((await expectExit(0, sandbox, 'dlq', 'list')).stdout).toBe('no dead letters\n')
    expect((await expectExit(2, sandbox, 'dlq', 'show', '0-0')).stderr).toMatch(/holds none/)
    await expectExit(0, sandbox, 'check', 'dead-letters')
  })

  it('lists a poison message, and check fails by it', async () => {
    await produce(sandbox, [{ value: '{"event_type": "Other", "n": 1}', headers: { event_id: eventId, trace: 'a' } }])
    expect((await dead(1))[0]).toMatchObject({
      id: '0-0',
      state: 'open',
      eventId,
      reason: 'unknown event type "Other"',
    })
    const { stdout } = await expectExit(7, sandbox, 'check', 'dead-letters')
    expect(stdout).toContain('msctl dlq replay')
  })

  it('shows all that it holds', async () => {
    const text = await expectExit(0, sandbox, 'dlq', 'show', '0-0')
    expect(text.stdout).toMatch(/UnreadableEvent: unknown event type "Other"[\s\S]*trace +a\n[\s\S]*"n": 1\n/)
    expect((await expectExit(0, sandbox, 'dlq', 'show', '0-0', '--raw')).stdout).toBe('{"event_type": "Other", "n": 1}')
    const { stdout } = await expectExit(0, sandbox, 'dlq', 'show', '0-0', '--json')
    expect(expectDocument('dlqShow', stdout).headers).toContainEqual({ name: 'trace', value: 'a', encoding: 'utf8' })
  })

  it('tells beforehand what would be sent, and sends nothing', async () => {
    const { stdout } = await expectExit(0, sandbox, 'dlq', 'replay', '0-0', '--dry-run', '--json')
    expect(expectDocument('dlqReplay', stdout)).toMatchObject({
      replays: [{ outcome: 'planned', eventId, offset: null, reason: 'unknown event type "Other"' }],
    })
    await dead(1)
  })

  it('replayed as it was it dies again, and counts once', async () => {
    const { stdout } = await expectExit(7, sandbox, 'dlq', 'replay', '0-0')
    expect(stdout).toMatch(/0-0 .* dead-lettered again as 0-1: unknown event type "Other"/)
    expect((await dead(2)).map(({ state }) => state)).toEqual(['dead-again', 'open'])
    expect((await expectExit(7, sandbox, 'check', 'dead-letters')).stdout).toContain('1 on user_events.dlq')
  })

  it('repaired it is handled, and everything is conserved', async () => {
    const file = join(folder.path, 'repaired.json')
    writeFileSync(file, repaired)
    const { stdout } = await expectExit(0, sandbox, 'dlq', 'replay', '0-1', '--payload', file, '--json')
    expect(expectDocument('dlqReplay', stdout)).toMatchObject({
      replays: [{ id: '0-1', outcome: 'handled', eventId, hadEffect: false }],
    })
    expect(await notificationsOf(sandbox, email)).toMatchObject([{ event_id: eventId }])
    expect((await dead(2)).map(({ state }) => state)).toEqual(['handled', 'handled'])
    const check = await expectExit(0, sandbox, 'check')
    expect(check.stdout).toContain('0 open, 2 handled since')
  })

  it('replayed once more it has no second effect', async () => {
    const file = join(folder.path, 'repaired.json')
    const { stdout } = await expectExit(7, sandbox, 'dlq', 'replay', '0-0', '0-1', '--json')
    const { replays } = expectDocument('dlqReplay', stdout)
    expect(replays.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['dead-lettered', 'dead-lettered'])
    await expectExit(0, sandbox, 'dlq', 'replay', '0-0', '--payload', file)
    expect(await notificationsOf(sandbox, email)).toHaveLength(1)
    await expectExit(0, sandbox, 'check')
  })

  it('refuses what cannot be, with nothing sent', async () => {
    const file = join(folder.path, 'bad.json')
    writeFileSync(file, '{"event_type": "UserRegistered"}')
    expect((await expectExit(2, sandbox, 'dlq', 'replay', '0-0', '--payload', file)).stderr).toMatch(
      /data is not an object/,
    )
    expect((await expectExit(2, sandbox, 'dlq', 'replay', '0-0', '0-99')).stderr).toMatch(/no dead letter 0-99/)
    expect((await expectExit(2, sandbox, 'dlq', 'replay')).stderr).toMatch(/--all/)
    await expectExit(2, sandbox, 'dlq', 'show', 'nonsense')
    await dead(4)
  })

  it('reads what another program has compressed in a way that kafkajs cannot', async () => {
    const other = 'zoe@example.com'
    const value = JSON.stringify({ event_type: 'UserRegistered', data: { user_name: 'Zoe', email: other } })
    const headers = { event_id: '019c2f00-0000-7000-8000-00000000beef' }
    await produce(sandbox, [{ value, headers }], { compression: 'zstd' })
    await eventually(async () => expect(await notificationsOf(sandbox, other)).toHaveLength(1), 10_000)
  })

  it('is not stopped by many at once, by a large one, or by bytes', async () => {
    const partition = 0
    const many = Array.from({ length: 100 }, (_, index) => ({ partition, value: `${index} ${'x'.repeat(2_000)}` }))
    for (let index = 0; index < 6; index++) await produce(sandbox, many)
    await produce(sandbox, [{ partition, value: 'y'.repeat(1_048_000) }])
    await produce(sandbox, [{ partition, value: Buffer.from([0, 255, 1]), headers: { bytes: Buffer.from([255]) } }])
    const all = await dead(606)
    expect((await expectExit(0, sandbox, 'dlq', 'show', all.at(-1)?.id ?? '')).stdout).toContain('00000000  00 ff 01')
    const { stdout } = await expectExit(7, sandbox, 'dlq', 'replay', '--all', '--yes', '--json')
    expect(expectDocument('dlqReplay', stdout).replays).toHaveLength(602)
    await expectExit(0, sandbox, 'check', 'lag', 'conservation')
  })

  it('waits no longer than it is told, and cannot find out without Kafka', async () => {
    const { components } = JSON.parse((await expectExit(0, sandbox, 'status', '--json')).stdout)
    const pidOf = (wanted: string) => components.find(({ name }: { name: string }) => name === wanted).pid as number
    process.kill(pidOf('notification-service'), 'SIGSTOP')
    try {
      const waiting = await expectExit(5, sandbox, 'dlq', 'replay', '0-0', '--timeout', '1s')
      expect(waiting.stdout).toContain('1 still waiting')
    } finally {
      process.kill(pidOf('notification-service'), 'SIGCONT')
    }
    process.kill(pidOf('kafka'), 'SIGSTOP')
    try {
      expect((await expectExit(3, sandbox, 'dlq', 'list')).stderr).toMatch(/Kafka does not answer/)
    } finally {
      process.kill(pidOf('kafka'), 'SIGCONT')
    }
  })
})
