import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import Logs from '../../src/commands/logs.ts'
import Status from '../../src/commands/status.ts'
import Up from '../../src/commands/up.ts'
import { MsctlError } from '../../src/errors.ts'
import { expectDocument } from '../expect-document.ts'
import { useFakeWorld } from '../fake-world.ts'
import { runCommand } from '../run-command.ts'

const world = useFakeWorld()
const recordFile = () => join(world.folder, 'msctl', 'microservices', 'stack.json')

describe('msctl up', () => {
  it('shows every component, the canary, addresses and what to do next', async () => {
    const { exitCode, stdout, stderr } = await world.msctl(Up)
    expect(exitCode, stderr).toBe(0)
    expect(stdout).toMatch(/✓ kafka +1\.0\.0 +ready +\d+\.\d s +kafka answers/)
    expect(stdout).toContain('event 019c went through gateway, MySQL, topic and notifications in 84 ms')
    expect(stdout).toMatch(/Ready in .*\. Longest: .*→/)
    expect(stdout).toContain('http://127.0.0.1:8081/api/users')
    expect(stdout).toContain('Next: msctl seed --count 1000')
    expect(stderr).toContain('Target local')
    expect(world).toMatchObject({ canaries: 1, baselines: 1 })
    expect(world.locks()).toEqual([])
  })

  it('starts nothing and sends no canary the second time', async () => {
    await world.msctl(Up)
    const { stdout } = await world.msctl(Up)
    expect(stdout).toContain('Nothing was missing')
    expect(world.canaries).toBe(1)
  })

  it('prints one document with --json, without passwords, and nothing on stderr', async () => {
    const { stdout, stderr } = await world.msctl(Up, '--json')
    expect(expectDocument('up', stdout)).toMatchObject({
      schema: 1,
      name: 'microservices',
      target: 'local',
      ranAlready: false,
    })
    expect(stdout).not.toContain('secret')
    expect(stderr).toBe('')
  })

  it('starts only the named and what they need', async () => {
    const { stdout } = await world.msctl(Up, 'kafka', '--json')
    expect(expectDocument('up', stdout).components.map((one: { name: string }) => one.name)).toEqual([
      'zookeeper',
      'kafka',
    ])
    expect(world.canaries).toBe(0)
  })

  it('leaves parts out, by flag or variable', async () => {
    const byFlag = await world.msctl(Up, '--without', 'grafana,adminer', '--without', 'prometheus', '--json')
    const names = expectDocument('up', byFlag.stdout).components.map((one: { name: string }) => one.name)
    expect(names).toEqual(['mysql', 'zookeeper', 'kafka', 'user-service', 'notification-service', 'traefik'])
    const env = { MSCTL_WITHOUT: 'grafana,adminer,prometheus', MSCTL_NAME: 'other' }
    const byVariable = await runCommand(Up, ['--json'], { folder: world.folder, env })
    expect(expectDocument('up', byVariable.stdout).components).toHaveLength(6)
  })

  it('keeps the folder, and so the passwords, of the running stack', async () => {
    await world.msctl(Up, 'mysql')
    await runCommand(Up, ['adminer'], { folder: world.folder, cwd: tmpdir() })
    expect(JSON.parse(readFileSync(recordFile(), 'utf8')).folder).toBe(world.folder)
  })

  it('sends no canary where a service runs outside', async () => {
    await world.msctl(Up, '--without', 'user-service')
    expect(world).toMatchObject({ canaries: 0, baselines: 0 })
  })

  it('goes on with the settings of the running stack, and refuses others', async () => {
    await world.msctl(Up, 'mysql', '--port-offset', '100')
    const again = await world.msctl(Up, 'adminer', '--json')
    expect(expectDocument('up', again.stdout).addresses).toContainEqual(
      expect.objectContaining({ address: '127.0.0.1:3406' }),
    )
    const other = await world.msctl(Up, '--port-offset', '200')
    expect(other.exitCode).toBe(2)
    expect(other.stderr).toContain('mysql on 3406, wanted 3506')
  })

  it.each([
    [['kafak'], 'did you mean kafka?'],
    [['--without', 'mysq'], 'did you mean mysql?'],
    [['--without', 'zookeeper'], 'kafka needs zookeeper, which is left out'],
    [['--kafka', 'kraff'], 'did you mean --kafka kraft?'],
    [['--kafak', 'kraft'], 'did you mean --kafka?'],
    [['--timeout', 'soon'], '--timeout 180s, 5m or 1h30m'],
    [['--name', 'Not A Name'], 'MSCTL_NAME'],
    [['kafka', '--without', 'kafka'], 'not part of this stack'],
    [['zookeeper', '--kafka', 'kraft'], 'Kafka needs none'],
    [['--port-offset', 'x'], 'port-offset'],
  ])('refuses %j with exit 2, and helps', async (argv, says) => {
    const { exitCode, stderr, stdout } = await world.msctl(Up, ...argv)
    expect(exitCode, stderr).toBe(2)
    expect(stderr).toContain(says)
    expect(stderr).toMatch(/\nexit 2\n$/)
    expect(stderr).not.toMatch(/\n {4}at /)
    expect(stdout).toBe('')
    expect(world.target.calls).toEqual([])
  })

  it('tells everything that the machine lacks before anything is started', async () => {
    world.target.problems = [
      {
        code: 'MSCTL_PORT_TAKEN',
        summary: 'port 3306 (mysql) is taken by mysqld, pid 812',
        suggestions: ['msctl up --port-offset 100'],
        details: { port: 3306 },
      },
      { code: 'MSCTL_TOOL_MISSING', summary: 'java not found', suggestions: ['install it'] },
    ]
    const { exitCode, stderr } = await world.msctl(Up)
    expect(exitCode).toBe(4)
    expect(stderr).toContain('✗ port 3306 (mysql) is taken by mysqld, pid 812')
    expect(stderr).toMatch(/also +java not found/)
    expect(stderr).toContain('Nothing was started. exit 4')
    expect(world.target.calls).toEqual([])
    expect(existsSync(recordFile())).toBe(false)
    expect(world.locks()).toEqual([])
  })

  it('removes what it started when a component fails, and keeps record, report and logs', async () => {
    world.target.breakComponent('kafka', { exitCode: 1, lastLines: ['first', 'No space left on device'] })
    const { exitCode, stderr } = await world.msctl(Up)
    expect(exitCode).toBe(6)
    expect(stderr).toMatch(/✗ kafka failed 20 ms after it was started: exit code 1/)
    expect(stderr).toMatch(/why +the disk is full/)
    expect(stderr).toMatch(/last +first\n +No space left/)
    expect(stderr).toMatch(/held up +user-service, notification-service/)
    expect(world.target.calls.at(-1)).toBe('destroy')
    const report = /report +(?<file>\S+)/.exec(stderr)?.groups?.file ?? ''
    expect(readFileSync(report, 'utf8')).toContain('No space left on device')
    expect((await world.msctl(Status)).stdout).toContain('no stack named "microservices" runs')
    expect((await world.msctl(Logs, '--json')).exitCode).toBe(0)
  })

  it('says why it failed, and removes what it started, also when there is no place for a report', async () => {
    world.target.breakComponent('kafka')
    mkdirSync(dirname(recordFile()), { recursive: true })
    writeFileSync(join(dirname(recordFile()), 'reports'), 'no folder')
    const { exitCode, stderr } = await world.msctl(Up)
    expect(exitCode).toBe(6)
    expect(stderr).toMatch(/✗ kafka failed/)
    expect(stderr).toContain('What was started was removed')
    expect(stderr).not.toMatch(/report +\//)
  })

  it('removes what it started when the disk is full', async () => {
    world.target.apply = async () => {
      const dest = '/state/data/mysql/ibdata1'
      throw Object.assign(new Error('ENOSPC: no space left on device'), {
        code: 'ENOSPC',
        syscall: 'copyfile',
        path: '/cache/ibdata1',
        dest,
      })
    }
    const { exitCode, stderr } = await world.msctl(Up)
    expect(exitCode).toBe(4)
    expect(stderr).toContain('✗ the disk is full: ENOSPC: no space left on device')
    expect(stderr).toMatch(/^Try +df -h \/state\/data\/mysql$/m)
    expect(world.target.calls).toEqual(['destroy'])
  })

  it('says why it failed also when what it started cannot be removed', async () => {
    world.target.breakComponent('kafka')
    world.target.destroy = async () => {
      throw new MsctlError('MSCTL_COULD_NOT_ASK', 'nobody answers')
    }
    const { exitCode, stderr } = await world.msctl(Up)
    expect(exitCode).toBe(6)
    expect(stderr).toMatch(/✗ kafka failed/)
    expect(stderr).toContain('What was started could not be removed; msctl down tries again')
    expect(existsSync(recordFile())).toBe(true)
  })

  it('leaves all with --keep-on-failure, and what ran before anyway', async () => {
    await world.msctl(Up, 'mysql')
    world.target.breakComponent('kafka')
    for (const argv of [['--keep-on-failure'], []]) {
      const { exitCode, stderr } = await world.msctl(Up, ...argv)
      expect(exitCode).toBe(6)
      expect(stderr).toMatch(/Still running: mysql.*; msctl down removes (it|them)\. exit 6/)
    }
    expect(world.target.calls).not.toContain('destroy')
  })

  it('--build starts services anew that nobody watches over any more', async () => {
    await world.msctl(Up)
    world.target.change('user-service', { state: 'unhealthy', detail: 'runs without its supervisor' })
    world.target.restart = async () => {
      world.target.change('user-service', { state: 'ready', detail: '' })
      throw new MsctlError('MSCTL_NO_STACK', 'stack "microservices" runs without its supervisor')
    }
    expect((await world.msctl(Up, '--build')).exitCode).toBe(0)
    expect(world.target.calls.at(-1)).toBe('apply')
  })

  it('says what runs when it is interrupted', async () => {
    const apply = world.target.apply.bind(world.target)
    world.target.apply = async (stack, run) => {
      await apply(stack, run)
      process.emit('SIGINT', 'SIGINT')
    }
    const { exitCode, stderr } = await world.msctl(Up)
    expect(exitCode).toBe(130)
    expect(stderr).toMatch(/interrupted\. Still running: mysql, .*; msctl down removes them\. exit 130\n$/)
    expect(world.locks()).toEqual([])
  })

  it('reports a bug with its stack, exit 1', async () => {
    world.target.apply = async () => {
      throw new TypeError('undefined is not a function')
    }
    const { exitCode, stderr } = await world.msctl(Up)
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/undefined is not a function\n[\s\S]*\n {4}at /)
    expect(stderr).toContain('this is a bug of msctl')
  })
})
