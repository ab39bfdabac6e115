import { expect, it } from 'vitest'
import { createPace } from '../../src/seed/pace.ts'

it('spaces turns evenly', async () => {
  const pace = createPace(200)
  const { signal } = new AbortController()
  const start = performance.now()
  await Promise.all(Array.from({ length: 21 }, () => pace(signal)))
  const elapsed = performance.now() - start
  expect(elapsed).toBeGreaterThan(90)
  expect(elapsed).toBeLessThan(600)
})

it('does not make up for lost time with a burst', async () => {
  let now = 0
  const pace = createPace(10, () => now)
  const controller = new AbortController()
  await pace(controller.signal)
  now = 10_000
  let atOnce = 0
  const turns = Array.from({ length: 20 }, () => pace(controller.signal).then((isMine) => (atOnce += isMine ? 1 : 0)))
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(atOnce).toBe(2)
  controller.abort()
  await Promise.all(turns)
  expect(atOnce).toBe(2)
})

it('lets everybody through without a rate, but nobody once aborted', async () => {
  const pace = createPace(undefined)
  expect(await pace(new AbortController().signal)).toBe(true)
  expect(await pace(AbortSignal.abort())).toBe(false)
})
