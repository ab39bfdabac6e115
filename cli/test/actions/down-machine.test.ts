import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { refuseFate, removeWithMachine } from '../../src/actions/down-machine.ts'
import { writeStackRecord } from '../../src/stack/stack-record.ts'
import type { Target } from '../../src/targets/target.ts'
import { FakeTarget } from '../fake-target.ts'
import { quietRun } from '../quiet-run.ts'
import { foldersIn, openTempFolder } from '../temp-folder.ts'
import { stackOf } from '../test-stack.ts'

const stack = stackOf()

/** A target with something to run on, which tells what happens to it. */
function withMachine(done: string[], isThere = true): Target {
  const tell = (what: string) => async () => {
    done.push(what)
    return isThere
  }
  const machine = { title: 'Machine m', prepare: async () => {}, stop: tell('stop'), remove: tell('remove') }
  const target = Object.assign(new FakeTarget(), { context: 'm', machine })
  target.destroy = async () => {
    done.push('destroy')
    return { stopped: 2, removed: [], leftBehind: [] }
  }
  return target
}

const down = (target: Target, fate: 'stop' | 'remove' | undefined) =>
  removeWithMachine(target, stack, { volumes: false, fate, run: quietRun() })

it('leaves what the stack runs on, and says that it goes on', async () => {
  const done: string[] = []
  const { machine } = await down(withMachine(done), undefined)
  expect({ done, machine }).toEqual({ done: ['destroy'], machine: { title: 'Machine m', outcome: 'kept' } })
})

it('stops it after the stack; removes it before what this machine has of the stack, which needs no answer then', async () => {
  const done: string[] = []
  expect((await down(withMachine(done), 'stop')).machine?.outcome).toBe('stopped')
  expect((await down(withMachine(done), 'remove')).machine?.outcome).toBe('removed')
  expect(done).toEqual(['destroy', 'stop', 'remove', 'destroy'])
})

it('says where there was nothing to do', async () => {
  expect((await down(withMachine([], false), 'stop')).machine?.outcome).toBe('was stopped')
  expect((await down(withMachine([], false), 'remove')).machine?.outcome).toBe('was absent')
})

it('is refused on targets that make nothing to run on, and where nobody knows the target', () => {
  const folders = foldersIn('/nowhere')
  expect(() => refuseFate('stop', new FakeTarget(), stack.name, folders)).toThrow(
    expect.objectContaining({ code: 'MSCTL_USAGE', message: expect.stringContaining('the stack is on local') }),
  )
  expect(() => refuseFate('remove', undefined, stack.name, folders)).toThrow(
    expect.objectContaining({ code: 'MSCTL_USAGE', suggestions: expect.arrayContaining(['msctl down']) }),
  )
  expect(() => refuseFate(undefined, new FakeTarget(), stack.name, folders)).not.toThrow()
})

it('does not remove what another stack runs on', () => {
  using folder = openTempFolder()
  const folders = foldersIn(folder.path)
  mkdirSync(join(folders.state, 'other'), { recursive: true })
  const { credentials: _, ...recorded } = { ...stack, name: 'other' }
  const record = {
    schema: 1,
    target: 'local',
    folder: '/',
    createdAt: '2026-11-24T10:00:00Z',
    stack: recorded,
  } as const
  const remove = () => refuseFate('remove', withMachine([]), stack.name, folders)
  writeStackRecord(folders, { ...record, context: 'another' })
  expect(remove).not.toThrow()
  writeStackRecord(folders, { ...record, context: 'm' })
  expect(remove).toThrow(
    expect.objectContaining({
      message: 'other runs in the Machine m, too',
      suggestions: expect.arrayContaining(['msctl down --name other']),
    }),
  )
})
