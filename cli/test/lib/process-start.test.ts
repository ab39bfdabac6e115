import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { processStart } from '../../src/lib/process-start.ts'

it('is the same for the same process and nothing for one that ended', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  await once(child, 'spawn')
  const pid = child.pid ?? 0
  const start = processStart(pid)
  expect(start).toMatch(/\d/)
  expect(processStart(pid)).toBe(start)
  child.kill('SIGKILL')
  await once(child, 'close')
  expect(processStart(pid)).toBeUndefined()
})

it.each([0, -1, Number.NaN, 2 ** 30])('pid %d is no process', (pid) => {
  expect(processStart(pid)).toBeUndefined()
})
