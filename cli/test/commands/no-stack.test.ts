import { describe, expect, it } from 'vitest'
import Down from '../../src/commands/down.ts'
import Logs from '../../src/commands/logs.ts'
import Status from '../../src/commands/status.ts'
import Up from '../../src/commands/up.ts'
import Urls from '../../src/commands/urls.ts'
import { expectDocument } from '../expect-document.ts'
import { useFakeWorld } from '../fake-world.ts'

const world = useFakeWorld()

describe('without a stack', () => {
  it.each([
    ['status', Status],
    ['down', Down],
  ])('%s says so and exits 0', async (_, command) => {
    const { exitCode, stdout } = await world.msctl(command)
    expect(exitCode).toBe(0)
    expect(stdout).toContain('no stack named "microservices"')
  })

  it('takes no name that could lead out of the state folder', async () => {
    const { exitCode, stderr } = await world.msctl(Status, '--name', '../other')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('MSCTL_NAME: "../other"')
  })

  it('the others exit 4 and name the way out', async () => {
    const { exitCode, stderr } = await world.msctl(Logs)
    expect(exitCode).toBe(4)
    expect(stderr).toBe('✗ no stack named "microservices" runs\nTry      msctl up\nexit 4\n')
  })

  it('the way out leads to the target that was asked for', async () => {
    const { stderr } = await world.msctl(Logs, '--target', 'local', '--name', 'shop')
    expect(stderr).toContain('Try      msctl up --target local --name shop\n')
  })

  it('errors are one document with --json', async () => {
    const { stdout, stderr } = await world.msctl(Urls, '--json')
    expect(expectDocument('error', stdout)).toEqual({
      schema: 1,
      error: {
        code: 'MSCTL_NO_STACK',
        message: 'no stack named "microservices" runs',
        suggestions: ['msctl up'],
        exit: 4,
        details: { name: 'microservices', others: [] },
      },
    })
    expect(stderr).toBe('')
  })

  it.each([
    ['status', Status],
    ['down', Down],
  ])('%s --json prints what is described', async (name, command) => {
    expectDocument(name, (await world.msctl(command, '--json')).stdout)
  })

  it('names the stacks that run under another name', async () => {
    await world.msctl(Up, '--name', 'other', 'mysql')
    expect((await world.msctl(Status)).stdout).toContain('running under another name: other')
  })
})
