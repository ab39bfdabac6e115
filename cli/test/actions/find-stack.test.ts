import { afterEach, describe, expect, it, vi } from 'vitest'
import { createStack } from '../../src/stack/create-stack.ts'
import { defaultSettings } from '../../src/stack/settings.ts'
import { FakeTarget } from '../fake-target.ts'
import { quietRun } from '../quiet-run.ts'
import { openTempFolder } from '../temp-folder.ts'

const name = 'microservices'
const there = { stack: createStack({ settings: defaultSettings() }), createdAt: '2026-11-24T10:00:00Z' }

/** Which targets were asked, where a stack without a record runs on these. */
async function find(runsOn: readonly string[], options: object) {
  const asked: string[] = []
  vi.resetModules()
  vi.doMock('../../src/actions/select-target.ts', () => ({
    openTarget: async (target: string, _folders: object, context?: string) =>
      Object.assign(new FakeTarget(), {
        name: target,
        context,
        discover: async () => {
          asked.push(target)
          return runsOn.includes(target) ? there : undefined
        },
      }),
  }))
  const { findStack } = await import('../../src/actions/find-stack.ts')
  using folder = openTempFolder()
  const folders = { cache: folder.path, state: folder.path, runtime: folder.path }
  const found = await findStack({ name, folders, run: quietRun(), ...options })
  return { asked, found: found?.target.name, context: found?.record.context }
}

afterEach(() => vi.doUnmock('../../src/actions/select-target.ts'))

describe('a stack without a record', () => {
  it('is looked for on this machine', async () => {
    expect(await find(['compose'], { isClusterFine: true })).toMatchObject({
      found: 'compose',
      asked: ['compose', 'local'],
    })
  })

  it('is looked for on the cluster only where nothing is here, and the command may use one', async () => {
    const asked = ['compose', 'local', 'minikube', 'kubernetes']
    expect(await find(['kubernetes'], { isClusterFine: true })).toMatchObject({ found: 'kubernetes', asked })
    expect(await find(['kubernetes'], {})).toMatchObject({ found: undefined, asked: ['compose', 'local'] })
  })

  it('is looked for where it is named, in that context', async () => {
    const options = { target: 'kubernetes', context: 'staging' }
    expect(await find(['kubernetes'], options)).toEqual({
      found: 'kubernetes',
      asked: ['kubernetes'],
      context: 'staging',
    })
  })

  it('that is there twice is not chosen from', async () => {
    await expect(find(['compose', 'local'], {})).rejects.toMatchObject({ code: 'MSCTL_AMBIGUOUS_STACK' })
  })
})
