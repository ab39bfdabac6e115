import { describe, expect, it } from 'vitest'
import { type Life, previousPeriod } from '../../../../src/targets/compose/logs/find-previous.ts'

const never = '0001-01-01T00:00:00Z'

const life = (change: Partial<Life>): Life => ({
  Running: true,
  Restarting: false,
  StartedAt: '2026-11-24T11:22:15.80Z',
  FinishedAt: never,
  ...change,
})

describe('previousPeriod', () => {
  it('is none in the first life, and before it', () => {
    expect(previousPeriod(life({}))).toBeUndefined()
    expect(previousPeriod(life({ Running: false, StartedAt: never }))).toBeUndefined()
  })

  it('is all before the start of what runs; what came right after the end belongs to it', () => {
    expect(previousPeriod(life({ FinishedAt: '2026-11-24T11:22:15.70Z' }))).toEqual({
      before: new Date('2026-11-24T11:22:15.75Z'),
    })
  })

  it.each([
    ['ended', { Running: false, FinishedAt: '2026-11-24T11:22:17Z' }],
    ['is about to be restarted', { Restarting: true, FinishedAt: '2026-11-24T11:22:17Z' }],
    ['ended, and the clock says before its start', { Running: false, FinishedAt: '2026-11-24T11:22:14Z' }],
  ])('is the last life of what %s', (_, change) => {
    expect(previousPeriod(life(change))).toEqual({ from: new Date('2026-11-24T11:22:15.75Z') })
  })
})
