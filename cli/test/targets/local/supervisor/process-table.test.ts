import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import {
  isSameProcess,
  parsePs,
  readProcess,
  readProcesses,
} from '../../../../src/targets/local/supervisor/process-table.ts'

describe('the process table', () => {
  it('knows this process, and tells it from one with the same pid', () => {
    const row = readProcess(process.pid)
    expect(row).toMatchObject({ pid: process.pid, parent: process.ppid })
    expect(readProcesses()).toContainEqual(row)
    const startTime = row?.startTime ?? ''
    expect(isSameProcess({ pid: process.pid, startTime })).toBe(true)
    expect(isSameProcess({ pid: process.pid, startTime: `${startTime}0` })).toBe(false)
  })

  it('does not know what has ended, nor a zombie', async () => {
    // The shell's child ends while the shell, which became sleep, never waits for it.
    const shell = spawn('sh', ['-c', 'true & echo $!; exec sleep 5'], { stdio: ['ignore', 'pipe', 'ignore'] })
    const [output] = await once(shell.stdout, 'data')
    const zombie = Number(String(output))
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(readProcess(zombie)).toBeUndefined()
    expect(readProcesses().map(({ pid }) => pid)).not.toContain(zombie)
    shell.kill('SIGKILL')
    await once(shell, 'exit')
    expect(readProcess(shell.pid ?? 0)).toBeUndefined()
  })

  it('reads ps', () => {
    const output = `    1     0     1 Ss   Mon Nov 23 08:00:01 2026
  812     1   812 Z+   Mon Nov 23 08:01:02 2026
 4122   812  4100 R    Tue Nov 24 03:15:02 2026
`
    expect(parsePs(output)).toEqual([
      { pid: 1, parent: 0, group: 1, startTime: 'Mon Nov 23 08:00:01 2026' },
      { pid: 4122, parent: 812, group: 4100, startTime: 'Tue Nov 24 03:15:02 2026' },
    ])
  })
})
