import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { lockStack } from '../../src/actions/lock-stack.ts'
import Config from '../../src/commands/config.ts'
import Down from '../../src/commands/down.ts'
import Explain from '../../src/commands/explain.ts'
import Logs from '../../src/commands/logs.ts'
import Open from '../../src/commands/open.ts'
import Restart from '../../src/commands/restart.ts'
import Scale from '../../src/commands/scale.ts'
import Status from '../../src/commands/status.ts'
import Up from '../../src/commands/up.ts'
import Urls from '../../src/commands/urls.ts'
import { foldersOf } from '../../src/lib/folders.ts'
import { markDown } from '../../src/stack/stack-record.ts'
import { expectDocument } from '../expect-document.ts'
import { useFakeWorld } from '../fake-world.ts'

const world = useFakeWorld()
const recordFile = () => join(world.folder, 'msctl', 'microservices', 'stack.json')

describe('on a running stack', () => {
  beforeEach(async () => {
    await world.msctl(Up)
  })

  it('status shows one line a component and one entry a replica', async () => {
    await world.msctl(Scale, 'notification-service=3')
    const { stdout } = await world.msctl(Status)
    expect(stdout).toMatch(/notification-service +ready +3\/3/)
    const { components } = expectDocument('status', (await world.msctl(Status, '--json')).stdout)
    expect(components.filter((one: { name: string }) => one.name === 'notification-service')).toHaveLength(3)
    expect(components[0]).toMatchObject({ name: 'mysql', state: 'ready', ports: { mysql: 3306 }, restarts: 0 })
  })

  it('scale is remembered by the next up', async () => {
    await world.msctl(Scale, 'user-service=2')
    await world.msctl(Up)
    expect(JSON.parse(readFileSync(recordFile(), 'utf8')).stack.components).toContainEqual(
      expect.objectContaining({ name: 'user-service', replicas: 2 }),
    )
  })

  it.each([
    ['kafka=2', /cannot be scaled/],
    ['user-service=10', /N from 0 to 9/],
    ['user-service', /COMPONENT=N/],
    ['user-servic=2', /did you mean user-service/],
  ])('scale %s is refused', async (argument, says) => {
    const { exitCode, stderr } = await world.msctl(Scale, argument)
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(says)
  })

  it('restart waits for what needs the component, too', async () => {
    const { stdout, exitCode } = await world.msctl(Restart, 'user-service')
    expect(exitCode).toBe(0)
    expect(world.target.calls).toContain('restart user-service')
    expect(stdout).toMatch(/user-service.*ready[\s\S]*traefik.*ready/)
  })

  it.each([
    ['restart', Restart, 'user-service'],
    ['scale', Scale, 'user-service=2'],
  ])('%s that waited for down brings nothing back', async (_, command, argument) => {
    const folders = foldersOf({ XDG_STATE_HOME: world.folder, MSCTL_RUNTIME_DIR: join(world.folder, 'run') })
    const { signal } = new AbortController()
    const down = await lockStack({ name: 'microservices', folders, what: 'msctl down', signal, note: () => {} })
    const waiting = world.msctl(command, argument)
    const told = () => vi.mocked(process.stderr.write).mock.calls.join('')
    await vi.waitFor(() => expect(told()).toContain('waiting for msctl down'), 10_000)
    const before = world.target.calls.length
    markDown(folders, 'microservices')
    down[Symbol.dispose]()
    const { exitCode, stderr } = await waiting
    expect(exitCode).toBe(4)
    expect(stderr).toContain('no stack named "microservices" runs')
    expect(world.target.calls.slice(before)).toEqual([])
    expect(JSON.parse(readFileSync(recordFile(), 'utf8')).downAt).toBeDefined()
  })

  it('logs are one line each, NDJSON with --json', async () => {
    world.target.write('user-service', '{"level":"info","msg":"registered user 1","event":"019c"}')
    const text = await world.msctl(Logs, 'user-service')
    expect(text.stdout).toMatch(/user-service {2}\d\d:\d\d:\d\d\.\d{3} {2}info {3}registered user 1 {2}event=019c\n/)
    const { stdout: ndjson } = await world.msctl(Logs, '--json', 'user-service')
    const lines = ndjson
      .trim()
      .split('\n')
      .map((line) => expectDocument('logLine', line))
    expect(lines.at(-1)).toMatchObject({
      component: 'user-service',
      replica: 1,
      level: 'info',
      fields: { event: '019c' },
    })
  })

  it('logs of a time, a level or a text are all such lines, however long ago', async () => {
    world.target.write('user-service', '{"level":"error","msg":"lost one"}')
    for (let line = 0; line < 300; line++) world.target.write('user-service', '{"level":"info","msg":"registered"}')
    for (const wanted of [
      ['--level', 'error'],
      ['--grep', 'lost'],
      ['--since', '1h'],
    ]) {
      expect((await world.msctl(Logs, 'user-service', ...wanted)).stdout).toContain('lost one')
    }
    expect((await world.msctl(Logs, 'user-service')).stdout).not.toContain('lost one')
    expect((await world.msctl(Logs, 'user-service', '--level', 'error', '--tail', '5')).stdout).toBe('')
  })

  it.each([
    [['--grep', '('], /--grep/],
    [['--since', 'then'], /--since/],
    [['--tail', '-1'], /--tail/],
    [['--level', 'wran'], /did you mean --level warn/],
  ])('logs %j is refused', async (argv, says) => {
    const { exitCode, stderr } = await world.msctl(Logs, ...argv)
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(says)
  })

  it('urls can be evaluated by a shell', async () => {
    expect((await world.msctl(Urls, '--export')).stdout).toContain("export MYSQL_PORT='3306'\n")
  })

  it.each([
    ['restart', Restart, ['traefik']],
    ['scale', Scale, ['user-service=2']],
    ['urls', Urls, []],
    ['open', Open, ['docs']],
    ['explain', Explain, ['kafka']],
    ['config', Config, []],
    ['up', Up, []],
    ['down', Down, ['-v']],
  ])('%s --json prints what is described', async (name, command, argv) => {
    const { stdout, stderr, exitCode } = await world.msctl(command, ...argv, '--json')
    expectDocument(name, stdout)
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
  })

  it('explain says why a component waits, and how it is now', async () => {
    const { stdout } = await world.msctl(Explain, 'kafka')
    expect(stdout).toMatch(/waits for +zookeeper: the broker registers there/)
    expect(stdout).toMatch(/now +ready/)
  })

  it('open refuses what there is not', async () => {
    const { exitCode, stderr } = await world.msctl(Open, 'prometeus')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('did you mean msctl open prometheus?')
  })

  it('open says why a page of what was left out is not there', async () => {
    world.target.change('grafana', { state: 'skipped', detail: 'its image cannot be pulled' })
    const { exitCode, stderr } = await world.msctl(Open, 'grafana')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('grafana does not run: its image cannot be pulled')
  })

  it('config shows no password', async () => {
    const { stdout } = await world.msctl(Config)
    expect(stdout).toMatch(/MYSQL_PASSWORD +\*\*\* +default/)
  })

  it('down gives a receipt; again there is nothing', async () => {
    const first = await world.msctl(Down, '-v')
    expect(first.stdout).toMatch(
      /✓ stopped 9 components in .*, removed 1 folder \(1 kB\)\n✓ nothing left: 0 processes, 0 ports, 0 files/,
    )
    expect(first.exitCode).toBe(0)
  })

  it.each(['--stop', '--delete'])('down %s is for targets that make what a stack runs on', async (flag) => {
    const { exitCode, stderr } = await world.msctl(Down, flag)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`${flag} is for targets that make what a stack runs on: the stack is on local`)
    expect(world.target.calls).not.toContain('destroy')
  })

  it('down says what becomes of what the stack runs on', async () => {
    const machine = { title: 'Machine m', prepare: async () => {}, stop: async () => true, remove: async () => true }
    Object.assign(world.target, { machine })
    const { stdout } = await world.msctl(Down, '--stop', '--json')
    expect(expectDocument('down', stdout).machine).toEqual({ title: 'Machine m', outcome: 'stopped' })
    await world.msctl(Up)
    expect((await world.msctl(Down)).stdout).toContain('the Machine m goes on: down --stop stops it')
    await world.msctl(Up)
    expect((await world.msctl(Down, '--delete')).stdout).toContain('deleted the Machine m with all that was in it')
  })

  it('down names what it keeps for others, exit 0', async () => {
    const destroy = world.target.destroy.bind(world.target)
    const kept = ['namespace shop: msctl did not make it']
    world.target.destroy = async (...args) => ({ ...(await destroy(...args)), kept })
    const { exitCode, stdout } = await world.msctl(Down, '-v')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('kept namespace shop: msctl did not make it')
    const again = await world.msctl(Down, '-v', '--json')
    expect(expectDocument('down', again.stdout)).toMatchObject({ kept })
  })

  it('down names what is left behind, exit 8', async () => {
    world.target.leftBehind = ['process 4122 (kafka)']
    const { exitCode, stdout } = await world.msctl(Down)
    expect(exitCode).toBe(8)
    expect(stdout).toContain('process 4122 (kafka)')
  })
})
