import { describe, expect, it } from 'vitest'
import {
  type Death,
  type History,
  noHistory,
  remember,
  restartDelay,
} from '../../../../src/targets/local/supervisor/restart-policy.ts'

function historyOf(...deaths: readonly Death[]): History {
  return deaths.reduce(remember, noHistory)
}

const quick: Death = { wasStarted: true, livedMs: 100 }
const long: Death = { wasStarted: true, livedMs: 60_000 }
const unborn: Death = { wasStarted: false, livedMs: 100 }

describe('restartDelay', () => {
  it('gives up on what dies before it came up the first time', () => {
    expect(restartDelay(historyOf(unborn))).toBeUndefined()
  })

  it('doubles from death to death, up to 10 s', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7].map((count) => restartDelay(historyOf(...Array(count).fill(quick))))
    expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000])
  })

  it('begins anew after a long life', () => {
    expect(restartDelay(historyOf(quick, quick, quick, long))).toBe(500)
  })

  it('gives up when it does not come up again more than five times in a row', () => {
    expect(restartDelay(historyOf(quick, unborn, unborn, unborn, unborn, unborn))).toBe(10_000)
    expect(restartDelay(historyOf(quick, unborn, unborn, unborn, unborn, unborn, unborn))).toBeUndefined()
    expect(restartDelay(historyOf(quick, unborn, unborn, unborn, quick, unborn, unborn, unborn))).toBe(10_000)
  })
})
