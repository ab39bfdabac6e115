import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { eventually } from '../../../../e2e/harness/eventually.ts'
import { type ContractSetup, targetContract } from '../../../../e2e/target-contract.ts'
import type { ComponentName } from '../../../src/stack/components.ts'
import type { ComponentStatus, Stack } from '../../../src/stack/stack.ts'
import { LocalTarget } from '../../../src/targets/local/local-target.ts'
import { recordFile } from '../../../src/targets/local/supervisor/record.ts'
import { type SmallParts, smallParts, smallStack } from './small-parts.ts'
import { openPlace, run } from './small-stack.ts'

async function makeSetup(): Promise<ContractSetup> {
  const folder = mkdtempSync(join(tmpdir(), 'msctl-unit-'))
  const folders = { cache: join(folder, 'cache'), state: join(folder, 'state'), runtime: join(folder, 'run') }
  const parts = smallParts()
  return {
    target: new LocalTarget(folders, async () => parts),
    stack: await smallStack(),
    async breakComponent() {
      parts.manners.prometheus = ['dies-at-start']
      return { component: 'prometheus', [Symbol.asyncDispose]: async () => {} }
    },
    dispose: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

targetContract('the local target, with small servers,', makeSetup, [0, 30, 150])

async function openLocal(): Promise<{ target: LocalTarget; stack: Stack; parts: SmallParts; stateFolder: string }> {
  const { folders, stateFolder } = openPlace()
  const parts = smallParts()
  return { target: new LocalTarget(folders, async () => parts), stack: await smallStack(), parts, stateFolder }
}

function becomeReady(target: LocalTarget, stack: Stack): Promise<readonly ComponentStatus[]> {
  return eventually(async () => {
    const statuses = await target.status(stack, run())
    expect(statuses.filter(({ state }) => state !== 'ready' && state !== 'skipped')).toEqual([])
    return statuses
  }, 5000)
}

async function statusOf(target: LocalTarget, stack: Stack, name: ComponentName): Promise<ComponentStatus | undefined> {
  return (await target.status(stack, run())).find((status) => status.name === name)
}

describe('the local target', { timeout: 20_000 }, () => {
  it('skips an optional component whose tool is missing, with reason and fix, also after its supervisor was killed', async () => {
    const { target, stack, parts, stateFolder } = await openLocal()
    parts.missing.add('adminer')
    expect(await target.preflight(stack, run())).toEqual([])
    await target.apply(stack, run())
    const skipped = { name: 'adminer', replica: 0, state: 'skipped', detail: 'not found: msctl setup adminer' }
    expect(await statusOf(target, stack, 'adminer')).toMatchObject(skipped)
    const { supervisor } = JSON.parse(readFileSync(recordFile(stateFolder), 'utf8'))
    process.kill(supervisor.pid, 'SIGKILL')
    await eventually(async () => {
      expect(await statusOf(target, stack, 'mysql')).toMatchObject({
        state: 'unhealthy',
        detail: expect.stringMatching(/without its supervisor: msctl up .* msctl down/),
      })
    }, 2000)
    expect(await statusOf(target, stack, 'adminer')).toMatchObject(skipped)
  })

  it('lacks a tool that is needed: preflight says which, apply refuses', async () => {
    const { target, stack, parts } = await openLocal()
    parts.missing.add('mysql')
    expect(await target.preflight(stack, run())).toEqual([
      {
        code: 'MSCTL_TOOL_MISSING',
        summary: 'mysql (for mysql): not found',
        suggestions: ['msctl setup mysql'],
        details: { tool: 'mysql', components: ['mysql'] },
      },
    ])
    await expect(target.apply(stack, run())).rejects.toMatchObject({ code: 'MSCTL_TOOL_MISSING' })
  })

  it('names who holds a port, but not itself', async () => {
    const { target, stack } = await openLocal()
    const [port = 0] = Object.values(stack.components.find(({ name }) => name === 'prometheus')?.ports ?? {})
    const stranger = createServer().listen(port, '127.0.0.1')
    try {
      const [problem] = await target.preflight(stack, run())
      expect(problem?.code).toBe('MSCTL_PORT_TAKEN')
      expect(problem?.summary).toContain(`port ${port} (prometheus) is taken by`)
      expect(problem?.summary).toContain(`pid ${process.pid}`)
      expect(problem?.details).toMatchObject({ port, component: 'prometheus', pid: process.pid })
      expect(problem?.suggestions[1]).toBe(`MSCTL_PROMETHEUS_PORT=${port + 1} msctl up: only this one`)
    } finally {
      stranger.close()
    }
    await target.apply(stack, run())
    await becomeReady(target, stack)
    expect(await target.preflight(stack, run())).toEqual([])
  })

  it('names the other stack that holds a port', async () => {
    const { target, stack } = await openLocal()
    await target.apply(stack, run())
    await becomeReady(target, stack)
    const other = await target.preflight({ ...stack, name: 'other' }, run())
    expect(other).toHaveLength(4)
    expect(other[0]?.summary).toContain('part of stack "small"')
  })

  it('starts again only what failed', async () => {
    const { target, stack, parts } = await openLocal()
    parts.manners.prometheus = ['dies-at-start']
    await target.apply(stack, run())
    await eventually(
      async () => expect(await statusOf(target, stack, 'prometheus')).toMatchObject({ state: 'failed' }),
      5000,
    )
    const before = await statusOf(target, stack, 'mysql')
    parts.manners.prometheus = []
    await target.apply(stack, run())
    await becomeReady(target, stack)
    expect((await statusOf(target, stack, 'mysql'))?.pid).toBe(before?.pid)
  })

  it('lets a replica join the routes once it answers, and leave them before it ends', async () => {
    const { target, stack, parts } = await openLocal()
    await target.apply(stack, run())
    await becomeReady(target, stack)
    await target.scale(stack, 'user-service', 3, run())
    const ports = parts.routes.at(-1) ?? []
    expect(ports).toHaveLength(3)
    expect(new Set(ports).size).toBe(3)
    parts.routes.length = 0
    await target.restart(stack, ['user-service'], run())
    expect(parts.routes.map((route) => route.length)).toEqual([2, 3, 2, 3, 2, 3])
    await target.scale(stack, 'user-service', 1, run())
    expect(parts.routes.at(-1)).toEqual(ports.slice(0, 1))
    await target.scale(stack, 'user-service', 0, run())
    const none = stack.components.map((one) => (one.name === 'user-service' ? { ...one, replicas: 0 } : one))
    expect(await statusOf(target, { ...stack, components: none }, 'user-service')).toMatchObject({
      replica: 0,
      state: 'stopped',
    })
  })

  it('says that a new replica did not come up, and routes nothing to it', async () => {
    const { target, stack, parts } = await openLocal()
    await target.apply(stack, run())
    await becomeReady(target, stack)
    parts.manners['user-service'] = ['dies-at-start']
    await expect(target.scale(stack, 'user-service', 2, run())).rejects.toMatchObject({
      code: 'MSCTL_COMPONENT_FAILED',
      details: { component: 'user-service', replica: 2, exitCode: 3 },
    })
    expect(parts.routes).toEqual([])
  })

  it('keeps the logs of what ended, as those of the process before', async () => {
    const { target, stack } = await openLocal()
    await target.apply(stack, run())
    await becomeReady(target, stack)
    await target.destroy(stack, { volumes: false }, run())
    const options = { components: ['mysql'], follow: false, previous: true } as const
    const lines: string[] = []
    for await (const { text } of target.logs(stack, options, run())) lines.push(text)
    expect(lines).toEqual(['started with good manners'])
  })

  it('follows a log through a restart', async () => {
    const { target, stack } = await openLocal()
    await target.apply(stack, run())
    await becomeReady(target, stack)
    const controller = new AbortController()
    const texts: string[] = []
    const following = (async () => {
      const options = { components: ['mysql'], follow: true, previous: false } as const
      for await (const { text } of target.logs(stack, options, run(controller.signal))) texts.push(text)
    })()
    await eventually(async () => expect(texts).toHaveLength(1), 3000)
    await target.restart(stack, ['mysql'], run())
    await eventually(async () => expect(texts).toHaveLength(2), 3000)
    controller.abort()
    await following
  })

  it('needs a stack to restart or scale', async () => {
    const { target, stack } = await openLocal()
    await expect(target.restart(stack, ['mysql'], run())).rejects.toMatchObject({ code: 'MSCTL_NO_STACK' })
    await expect(target.scale(stack, 'user-service', 2, run())).rejects.toMatchObject({ code: 'MSCTL_NO_STACK' })
  })

  it('shows the commands that its effects stand for, without values of variables', async () => {
    const { target, stack } = await openLocal()
    const commands: string[] = []
    const showing = { ...run(), showCommand: (command: string) => commands.push(command) }
    await target.apply(stack, showing)
    await becomeReady(target, stack)
    expect(commands).toHaveLength(4)
    expect(commands.join('\n')).toContain('small-server.mjs')
    await target.destroy(stack, { volumes: true }, showing)
    expect(commands.filter((command) => command.startsWith('kill -TERM'))).toHaveLength(4)
  })
})
