import { createServer } from 'node:net'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mainPid, projectLeftovers } from '../harness/docker.ts'
import { openEngineProxy } from '../harness/engine-proxy.ts'
import { expectExit } from '../harness/expect-exit.ts'
import { expectGone } from '../harness/expect-gone.ts'
import { expectReady, statusOf } from '../harness/expect-ready.ts'
import { leftovers } from '../harness/leftovers.ts'
import { startMsctl } from '../harness/msctl.ts'
import { whyNotCompose, whyNotLocal } from '../harness/required.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

const reason = await whyNotCompose()
const noLocal = await whyNotLocal()
const because = reason ? ` (${reason})` : ''

describe.skipIf(reason)(`trouble with a stack that runs on compose${because}`, () => {
  let sandbox: Sandbox

  beforeAll(async () => {
    sandbox = await openSandbox('compose')
    await expectExit(0, sandbox, 'up')
  })

  afterAll(() => expectGone(sandbox))

  it('starts what was killed again, says so, and loses nothing', async () => {
    await expectExit(0, sandbox, 'seed', '--count', '100', '--quiet')
    for (const name of ['kafka', 'user-service']) process.kill(await mainPid(sandbox.name, name), 'SIGKILL')
    await expectReady(sandbox)
    for (const name of ['kafka', 'user-service']) {
      const row = (await statusOf(sandbox)).find((one) => one.name === name)
      expect(row?.restarts).toBeGreaterThan(0)
      expect(row?.detail).toMatch(/^restarted .* ago/)
    }
    await expectExit(0, sandbox, 'seed', '--count', '100', '--quiet')
    await expectExit(0, sandbox, 'check')
  })

  it('names what is paused, and the command that lets it go on', async () => {
    const container = `${sandbox.name}-user-service-1`
    await execa('docker', ['pause', container])
    try {
      const row = (await statusOf(sandbox)).find(({ name }) => name === 'user-service')
      const fix = `docker unpause ${container}`
      expect(row).toMatchObject({ state: 'unhealthy', detail: expect.stringContaining(fix) })
      await expectExit(7, sandbox, 'check', 'gateway')
      const up = await expectExit(5, sandbox, 'up', '--timeout', '5s')
      expect(up.stderr).toMatch(/✗ not ready within 5\.0 s: user-service\n/)
      expect(up.stderr).toContain(fix)
      expect(up.stderr).toMatch(/Still running: .*msctl down .*removes them\. exit 5/)
    } finally {
      await execa('docker', ['unpause', container])
    }
    await expectReady(sandbox)
  })
})

describe.skipIf(reason)(`trouble with up on compose${because}`, () => {
  let sandbox: Sandbox

  beforeEach(async () => {
    sandbox = await openSandbox('compose')
  })

  afterEach(async () => {
    await expectExit(0, sandbox, 'down', '--volumes')
    const left = await leftovers(sandbox)
    await sandbox[Symbol.asyncDispose]()
    expect(left).toEqual([])
  })

  it('refuses a taken port before anything starts, naming the program or the container that has it', async () => {
    const port = sandbox.port('mysql', 'mysql')
    const server = createServer().listen(port, '127.0.0.1')
    const byProgram = await expectExit(4, sandbox, 'up').finally(() => server.close())
    expect(byProgram.stderr).toMatch(new RegExp(`✗ port ${port} \\(mysql\\) is taken by .*pid ${process.pid}`))
    expect(byProgram.stderr).toMatch(/Try +msctl up --port-offset .*\n +MSCTL_MYSQL_PORT=/)
    expect(byProgram.stderr).toContain('Nothing was started. exit 4')

    const holder = `${sandbox.name}-holder`
    await runSleeper(['--name', holder, '--publish', `127.0.0.1:${port}:80`])
    const byContainer = await expectExit(4, sandbox, 'up').finally(() => execa('docker', ['rm', '--force', holder]))
    expect(byContainer.stderr).toContain(`✗ port ${port} (mysql) is taken by container ${holder}`)
    expect(byContainer.stderr).toContain(`docker stop ${holder}`)
  })

  it('says that Kafka needs more memory than it may have, and not what that held up', async () => {
    const up = await expectExit(6, withEnv(sandbox, { KAFKA_MEMORY: '64m' }), 'up')
    expect(up.stderr).toMatch(/✗ kafka failed .* after it was started: out of memory/)
    expect(up.stderr).toContain('why      it needs more memory than its limit of 64m')
    expect(up.stderr).toMatch(/held up +user-service, notification-service/)
    expect(up.stderr).toContain('Try      msctl up without KAFKA_MEMORY=64m')
    expect(up.stderr).toContain('What was started was removed, logs and data kept')
    expect(up.stderr.match(/✗/g)).toHaveLength(1)
  })

  it('could not find out when the engine is lost half way: exit 3, for up and for what is asked then', async () => {
    await using proxy = await openEngineProxy(join(sandbox.folder, 'docker.sock'))
    const lost = withEnv(sandbox, { DOCKER_HOST: proxy.url })
    const up = startMsctl(lost, 'up')
    up.child.stderr?.on('data', (chunk) => {
      if (String(chunk).includes('kafka: starting')) void proxy.cut()
    })
    const { exitCode, stderr } = await up.finished
    expect(exitCode, stderr).toBe(3)
    expect(stderr.match(/✗/g)).toHaveLength(1)
    expect(stderr).toMatch(new RegExp(`✗ .*Docker engine at ${proxy.url}`))
    expect(stderr).toMatch(/Try +docker info tells whether it runs/)
    expect(stderr).toMatch(/msctl down .*(tries again|removes it)\. exit 3/)

    const status = await expectExit(3, lost, 'status')
    expect(status.stderr).toMatch(/✗ no Docker engine answers\n/)
    expect(status.stderr).toMatch(new RegExp(`asked +DOCKER_HOST ${proxy.url}`))
    expect((await projectLeftovers(sandbox.name)).length).toBeGreaterThan(0)
  })

  it('needs an engine only where one is insisted on', async () => {
    const without = withEnv(sandbox, { DOCKER_HOST: `unix://${join(sandbox.folder, 'nothing.sock')}` })
    const insisted = await expectExit(3, without, 'up', '--target', 'compose')
    expect(insisted.stderr).toMatch(/✗ no Docker engine answers\n/)
    expect(insisted.stderr).toMatch(/asked +DOCKER_HOST unix:.*nothing\.sock/)
    const doctor = await expectExit(4, without, 'doctor', '--target', 'compose')
    expect(doctor.stdout).toMatch(/^compose {2}cannot run: engine/)
  })

  it.skipIf(noLocal)(`goes to local without an engine${noLocal ? ` (${noLocal})` : ''}`, async () => {
    const auto = withEnv(sandbox, {
      DOCKER_HOST: `unix://${join(sandbox.folder, 'nothing.sock')}`,
      MSCTL_TARGET: 'auto',
    })
    try {
      const up = await expectExit(0, auto, 'up', 'mysql')
      expect(up.stderr).toContain('Target local (no Docker engine answers; --target compose to insist)')
      expect(JSON.parse((await expectExit(0, auto, 'status', '--json')).stdout).target).toBe('local')
    } finally {
      await expectExit(0, auto, 'down', '--volumes')
    }
  })

  it('names the image that cannot be had, and the component that needs it', async () => {
    const up = await expectExit(4, withEnv(sandbox, { MYSQL_IMAGE: 'msctl-test/nothing:1' }), 'up')
    expect(up.stderr).toContain('✗ cannot get the image "msctl-test/nothing:1" (mysql)')
    expect(up.stderr).toMatch(/last +\S/)
    expect(up.stderr).toContain('docker pull msctl-test/nothing:1 shows why')
    expect(up.stderr).toContain('Nothing was started. exit 4')
  })

  it("touches no Compose project of somebody else's that has its name", async () => {
    const label = (key: string) => ['--label', `com.docker.compose.${key}`]
    const foreign = `${sandbox.name}-web-1`
    await runSleeper(['--name', foreign, ...label(`project=${sandbox.name}`), ...label('service=web')])
    try {
      const up = await expectExit(4, sandbox, 'up')
      expect(up.stderr).toContain(`there is a Compose project "${sandbox.name}" that is not msctl's: ${foreign}`)
      expect(up.stderr).toContain('msctl up --name other')
      await expectExit(0, sandbox, 'down', '--volumes')
      expect(await projectLeftovers(sandbox.name)).toEqual([`container ${foreign}`])
    } finally {
      await execa('docker', ['rm', '--force', foreign])
    }
  })
})

function withEnv(sandbox: Sandbox, env: Readonly<Record<string, string>>): Sandbox {
  return { ...sandbox, env: { ...sandbox.env, ...env } }
}

async function runSleeper(options: readonly string[]): Promise<void> {
  await execa('docker', ['run', '--detach', '--init', ...options, 'node:24-slim', 'sleep', '600'])
}
