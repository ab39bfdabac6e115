import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import Down from '../../src/commands/down.ts'
import Up from '../../src/commands/up.ts'
import { type Folders, foldersOf, stateFolder } from '../../src/lib/folders.ts'
import { readStackRecord, type StackRecord, writeStackRecord } from '../../src/stack/stack-record.ts'
import { fakeProbes } from '../fake-probes.ts'
import { FakeTarget } from '../fake-target.ts'
import { quietRun } from '../quiet-run.ts'
import { type CommandRun, runCommand } from '../run-command.ts'
import { openTempFolder } from '../temp-folder.ts'
import { stackOf } from '../test-stack.ts'

const stack = stackOf()
const { name } = stack
const createdAt = '2026-11-24T10:00:00Z'

/** Places where a stack of the name runs, by "kubernetes staging" or "local". */
const places = new Map<string, FakeTarget>()
/** With which folders each was opened. */
const opened: { readonly key: string; readonly folders: Folders }[] = []
/** With which folders each was that something was applied to. */
const applied: Folders[] = []
let temp: ReturnType<typeof openTempFolder>
let folders = foldersOf({})

vi.doMock('../../src/actions/select-target.ts', () => {
  const openTarget = async (target: string, folders: Folders, context = 'current') => {
    const cluster = target === 'kubernetes' || target === 'minikube'
    const key = cluster ? `${target} ${context}` : target
    opened.push({ key, folders })
    const there = places.get(key)
    const own = {
      name: target,
      context: cluster ? context : undefined,
      discover: async () => there && { stack, createdAt },
    }
    return new Proxy(there ?? new FakeTarget(), {
      get(base, key) {
        if (key === 'apply') applied.push(folders)
        const value = Reflect.get(key in own ? own : base, key)
        return typeof value === 'function' ? value.bind(base) : value
      },
    })
  }
  return {
    openTarget,
    selectTarget: async (...[target, f, , c]: [string, Folders, unknown, string]) => ({
      target: await openTarget(target, f, c),
    }),
  }
})

vi.doMock('../../src/probes/probes.ts', () => ({ openProbes: async () => fakeProbes() }))

beforeEach(() => {
  temp = openTempFolder()
  folders = foldersOf({
    XDG_STATE_HOME: temp.path,
    XDG_CACHE_HOME: temp.path,
    MSCTL_RUNTIME_DIR: join(temp.path, 'run'),
  })
  places.clear()
  opened.length = 0
  applied.length = 0
})
afterEach(() => temp[Symbol.dispose]())

async function runs(key: string): Promise<FakeTarget> {
  const target = new FakeTarget()
  places.set(key, target)
  await target.apply(stack, quietRun())
  target.calls.length = 0
  return target
}

function record(place: Pick<StackRecord, 'target' | 'context'>, more: Partial<StackRecord> = {}): StackRecord {
  const { credentials: _, ...rest } = stack
  const written: StackRecord = { schema: 1, ...place, stack: rest, folder: temp.path, createdAt, ...more }
  writeStackRecord(folders, written)
  return written
}

const msctl = (command: Parameters<typeof runCommand>[0], ...argv: string[]): Promise<CommandRun> =>
  runCommand(command, argv, { folder: temp.path })
const foldersLast = (key: string) => opened.findLast((one) => one.key === key)?.folders

describe('a stack that is up on one cluster', () => {
  it('keeps up from another one, also where one of the name is', async () => {
    await runs('kubernetes a')
    const other = await runs('kubernetes b')
    const written = record({ target: 'kubernetes', context: 'a' })
    const { exitCode, stderr } = await msctl(Up, '--context', 'b')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('runs on kubernetes (context a), so it cannot run on kubernetes (context b)')
    expect(stderr).toContain('msctl down --target kubernetes --context a, then the same command again')
    expect(stderr).toContain('msctl up --name other --port-offset 100 --target kubernetes --context b')
    expect(other.calls).toEqual([])
    expect(readStackRecord(folders, name)).toEqual(written)
  })

  it('does not keep up from another one once nothing of it is there', async () => {
    record({ target: 'kubernetes', context: 'a' })
    const other = await runs('kubernetes b')
    await msctl(Up, '--context', 'b', 'mysql', '--no-canary')
    expect(other.calls).toContain('apply')
    expect(readStackRecord(folders, name)).toMatchObject({ context: 'b' })
    expect(applied).toEqual([folders])
  })

  it('shares no folder with one of the name on another cluster', async () => {
    await runs('kubernetes a')
    await runs('kubernetes b')
    record({ target: 'kubernetes', context: 'a' })
    const { findStack } = await import('../../src/actions/find-stack.ts')
    const found = await findStack({ name, target: 'kubernetes', context: 'b', folders, run: quietRun() })
    expect(found && stateFolder(found.folders, name)).toBe(`${folders.state}/@kubernetes-b/${name}`)
    expect(foldersLast('kubernetes b')).toEqual(found?.folders)
  })
})

describe('msctl down', () => {
  it.each([false, true])('leaves what runs on another cluster, with volumes: %s', async (volumes) => {
    const here = await runs('kubernetes a')
    const other = await runs('kubernetes b')
    const written = record({ target: 'kubernetes', context: 'a' })
    const { exitCode, stderr } = await msctl(Down, '--context', 'b', ...(volumes ? ['-v'] : []))
    expect(exitCode).toBe(0)
    expect(stderr).toContain(`The stack "${name}" on kubernetes (context a) is left as it is`)
    expect({ here: here.calls, other: other.calls }).toEqual({ here: [], other: ['destroy'] })
    expect(readStackRecord(folders, name)).toEqual(written)
    expect(foldersLast('kubernetes b')?.apart).toBe('@kubernetes-b')
  })

  it('takes the current context for a named cluster, not one that another target recorded', async () => {
    await runs('minikube profile')
    record({ target: 'minikube', context: 'profile' })
    const { stdout } = await msctl(Down, '--target', 'kubernetes')
    expect(stdout).toContain(`no stack named "${name}" runs in context current, nothing is left of one`)
  })

  it('leaves the record and folder of one on another target', async () => {
    await runs('local')
    const written = record({ target: 'local' })
    const { stdout } = await msctl(Down, '--target', 'compose', '-v')
    expect(stdout).toContain('nothing is left of one')
    expect(readStackRecord(folders, name)).toEqual(written)
    expect(foldersLast('compose')?.apart).toBe('@compose')
  })

  it('leaves what one keeps that was taken down at another place', async () => {
    const written = record({ target: 'kubernetes', context: 'a' }, { downAt: createdAt })
    await msctl(Down, '--context', 'b', '-v')
    expect(readStackRecord(folders, name)).toEqual(written)
    expect(foldersLast('kubernetes b')?.apart).toBe('@kubernetes-b')
  })

  it('finds data of local in the folder of the name, wherever a stack of it was since', async () => {
    record({ target: 'compose' }, { downAt: createdAt })
    await msctl(Down, '--target', 'local', '-v')
    expect(foldersLast('local')).toMatchObject({ state: folders.state })
    expect(foldersLast('local')?.apart).toBeUndefined()
  })

  it('takes two targets of one context for one place', async () => {
    const cluster = await runs('kubernetes profile')
    record({ target: 'minikube', context: 'profile' })
    await msctl(Down, '--context', 'profile')
    expect(cluster.calls).toEqual(['destroy'])
    expect(readStackRecord(folders, name)?.downAt).toBeDefined()
    expect(foldersLast('kubernetes profile')?.apart).toBeUndefined()
  })
})
