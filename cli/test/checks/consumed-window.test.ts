import { describe, expect, it } from 'vitest'
import { type ConsumerSample, joinConsumerSamples, judgeWindow } from '../../src/checks/consumed-window.ts'

const sample = (startedAtSeconds: number, eventsConsumed: number): ConsumerSample => ({
  instance: `x:${startedAtSeconds}`,
  startedAtSeconds,
  eventsConsumed,
  at: 0,
})
const window = (...counts: readonly (readonly [number, number])[]) => ({
  consumers: counts.map(([startedAtSeconds, eventsConsumed]) => ({ startedAtSeconds, eventsConsumed })),
  inboxRows: 0,
})

describe('judgeWindow', () => {
  it('adds up what all replicas counted in the window', () => {
    const judgement = judgeWindow(window([100, 5], [101, 10]), [sample(101, 30), sample(100, 25)])
    expect(judgement).toEqual({ kind: 'compared', difference: 40 })
  })

  it('lets a replica that came later begin at 0', () => {
    expect(judgeWindow(window([100, 5]), [sample(100, 6), sample(200, 3)])).toEqual({ kind: 'compared', difference: 4 })
  })

  it('compares nothing once a process was started anew, or is gone', () => {
    const restarted = judgeWindow(window([100, 5]), [sample(300, 2)])
    expect(restarted).toEqual({
      kind: 'not-comparable',
      reason: expect.stringMatching(/^counter reset at .*not comparable$/),
    })
    expect(judgeWindow(window([100, 5], [101, 1]), [sample(100, 9)]).kind).toBe('not-comparable')
  })

  it('tells apart two that started in the same second', () => {
    expect(judgeWindow(window([100, 1], [100, 2]), [sample(100, 5), sample(100, 6)])).toMatchObject({ difference: 8 })
    expect(judgeWindow(window([100, 1], [100, 2]), [sample(100, 5)]).kind).toBe('not-comparable')
  })

  it('compares nothing when nobody was asked at the beginning', () => {
    expect(judgeWindow(window(), [sample(100, 5)]).kind).toBe('not-comparable')
  })
})

it('joins counters with the start of their process, from the same scrape', () => {
  const labels = { job: 'notification-service', instance: 'a' }
  const at = (time: number, value: number) => ({ labels, value, at: time })
  const joined = joinConsumerSamples(
    [
      { labels, samples: [at(1, 10), at(2, 3)] },
      { labels: { ...labels, instance: 'b' }, samples: [at(2, 1)] },
    ],
    [{ labels, samples: [at(1, 500), at(2, 600), at(3, 700)] }],
  )
  expect(joined).toEqual([{ instance: 'a', startedAtSeconds: 600, eventsConsumed: 3, at: 2 }])
})
