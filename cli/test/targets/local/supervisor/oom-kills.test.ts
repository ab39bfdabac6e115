import { expect, it } from 'vitest'
import { watchOomKills } from '../../../../src/targets/local/supervisor/oom-kills.ts'

it('explains as many deaths as the kernel has killed for memory since, and no more', () => {
  let count = 3
  const wasOomKill = watchOomKills(() => count)
  expect(wasOomKill()).toBe(false)
  count = 5
  expect([wasOomKill(), wasOomKill(), wasOomKill()]).toEqual([true, true, false])
})

it('explains nothing where the kernel does not tell', () => {
  const wasOomKill = watchOomKills(() => undefined)
  expect(wasOomKill()).toBe(false)
})
