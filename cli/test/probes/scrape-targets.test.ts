import { describe, expect, it } from 'vitest'
import { judgeScrapeTargets, parseInterval, type ScrapeTarget } from '../../src/probes/scrape-targets.ts'
import type { Stack } from '../../src/stack/stack.ts'
import { stackOf } from '../test-stack.ts'

const target = (job: string, change: Partial<ScrapeTarget> = {}): ScrapeTarget => ({
  job,
  instance: `${job}:1`,
  health: 'up',
  lastError: '',
  lastScrapeAt: new Date(),
  intervalMs: 5000,
  ...change,
})
const all = ['user-service', 'notification-service', 'traefik', 'prometheus']

describe('judgeScrapeTargets', () => {
  it('is complete when every replica is up', () => {
    const report = judgeScrapeTargets(
      stackOf(),
      all.map((job) => target(job)),
    )
    expect(report).toEqual({ isComplete: true, isPending: false, up: 4, total: 4, problems: [] })
  })

  it("leaves out what somebody else's image does", () => {
    const stack = stackOf({
      USER_SERVICE_IMAGE: 'somebody/user-service:2',
      NOTIFICATION_SERVICE_IMAGE: 'somebody/consumer',
    })
    const targets = [target('user-service', { health: 'down' }), target('traefik'), target('prometheus')]
    expect(judgeScrapeTargets(stack, targets)).toEqual({
      isComplete: true,
      isPending: false,
      up: 2,
      total: 2,
      problems: [],
    })
  })

  it('misses replicas that are not scraped', () => {
    const stack = stackOf({}, { replicas: { 'notification-service': 3 } })
    expect(
      judgeScrapeTargets(
        stack,
        all.map((job) => target(job)),
      ),
    ).toEqual({
      isComplete: false,
      isPending: true,
      up: 4,
      total: 6,
      problems: ['notification-service: 2 targets missing'],
    })
  })

  it('says why one is not up', () => {
    const down = target('traefik', { health: 'down', lastError: 'connection refused' })
    const early = target('prometheus', { health: 'unknown' })
    const report = judgeScrapeTargets(stackOf(), [target('user-service'), target('notification-service'), down, early])
    expect(report).toMatchObject({ isComplete: false, isPending: false, up: 2, total: 4 })
    expect(report.problems).toEqual([
      'traefik traefik:1: connection refused',
      'prometheus prometheus:1: not scraped yet',
    ])
  })

  it('gives Prometheus time to hear that a replica has gone, but not where one of those that should be is down', () => {
    const working = all.map((job) => target(job))
    const gone = target('notification-service', { instance: 'gone:1', health: 'down', lastError: 'connection refused' })
    expect(judgeScrapeTargets(stackOf(), [...working, gone])).toMatchObject({ isComplete: false, isPending: true })
    const two = stackOf({}, { replicas: { 'notification-service': 2 } })
    expect(judgeScrapeTargets(two, [...working, gone])).toMatchObject({ isComplete: false, isPending: false })
  })

  it('lets a service that the user runs be down', () => {
    const stack: Stack = stackOf({}, { without: ['user-service'] })
    const down = target('user-service', { health: 'down' })
    const report = judgeScrapeTargets(stack, [down, ...all.slice(1).map((job) => target(job))])
    expect(report).toMatchObject({ isComplete: true, isPending: false, up: 3, total: 3 })
  })

  it('does not wait for a part that the stack does not have, but for the job that somebody added', () => {
    const stack: Stack = stackOf({}, { without: ['traefik'] })
    const others = all.map((job) => target(job, job === 'traefik' ? { health: 'down' } : {}))
    expect(judgeScrapeTargets(stack, others)).toMatchObject({ isComplete: true, up: 3, total: 3 })
    const added = target('node-exporter', { health: 'down' })
    expect(judgeScrapeTargets(stack, [...others, added])).toMatchObject({ isComplete: false, up: 3, total: 4 })
  })
})

it.each([
  ['5s', 5000],
  ['1m30s', 90_000],
  ['500ms', 500],
  [undefined, 5000],
  ['', 5000],
])('takes %s for %i ms', (text, ms) => {
  expect(parseInterval(text)).toBe(ms)
})
