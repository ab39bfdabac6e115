import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { beating } from '../src/beating.ts'

describe('beating', () => {
  it('beats while the work lasts, and once after it', async () => {
    let beats = 0
    const work = () => sleep(35)
    await beating(
      async () => {
        beats++
      },
      work,
      10,
    )
    expect(beats).toBeGreaterThanOrEqual(2)
  })

  it('lets the work end before it tells of a rebalance', async () => {
    let isDone = false
    const failing = beating(
      () => Promise.reject(new Error('rebalance in progress')),
      async () => {
        await sleep(30)
        isDone = true
      },
      5,
    )
    await expect(failing).rejects.toThrow('rebalance in progress')
    expect(isDone).toBe(true)
  })

  it('gives the work’s own error', async () => {
    await expect(
      beating(
        async () => {},
        () => Promise.reject(new Error('no commit')),
      ),
    ).rejects.toThrow('no commit')
  })
})
