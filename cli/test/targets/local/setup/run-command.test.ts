import { expect, it } from 'vitest'
import { runCommand } from '../../../../src/targets/local/setup/run-command.ts'
import { quietRun } from '../../../quiet-run.ts'

it('gives lines as they come, and the output', async () => {
  const lines: string[] = []
  const output = await runCommand(['sh', '-c', 'echo one; echo two >&2'], quietRun(), {
    onLine: (line) => lines.push(line),
  })
  expect(lines.toSorted()).toEqual(['one', 'two'])
  expect(output).toBe('one')
})

it('says what a failing program said last', async () => {
  const running = runCommand(['sh', '-c', 'echo trying; echo no space left >&2; exit 9'], quietRun())
  await expect(running).rejects.toMatchObject({
    code: 'MSCTL_MACHINE_LACKS',
    message: expect.stringContaining('no space left'),
    details: { exitCode: 9 },
  })
})

it('fails for a program that is not there', async () => {
  await expect(runCommand(['no-such-program'], quietRun())).rejects.toMatchObject({ code: 'MSCTL_MACHINE_LACKS' })
})

it('ends the program when aborted', async () => {
  const stop = new AbortController()
  const running = runCommand(['sleep', '60'], quietRun(stop.signal))
  setTimeout(() => stop.abort(new Error('enough')), 50)
  await expect(running).rejects.toThrow('enough')
})
