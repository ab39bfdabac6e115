import { expect, it } from 'vitest'
import { keepConnection } from '../../src/probes/kept-connection.ts'

function counted() {
  const log: string[] = []
  let next = 1
  const kept = keepConnection(
    async () => {
      log.push(`open ${next}`)
      return next++
    },
    (connection) => void log.push(`close ${connection}`),
  )
  return { log, kept }
}

it('opens once and keeps what works', async () => {
  const { log, kept } = counted()
  expect(await Promise.all([kept.use(async (one) => one), kept.use(async (one) => one)])).toEqual([1, 1])
  expect(await kept.use(async (one) => one)).toBe(1)
  await kept[Symbol.asyncDispose]()
  expect(log).toEqual(['open 1', 'close 1'])
})

it('opens anew after a failure, and closes what failed', async () => {
  const { log, kept } = counted()
  await expect(kept.use(async () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await kept.use(async (one) => one)).toBe(2)
  expect(log).toEqual(['open 1', 'close 1', 'open 2'])
})

it('tries again when it could not be opened', async () => {
  let isUp = false
  const kept = keepConnection(
    async () => {
      if (!isUp) throw new Error('refused')
      return 'open'
    },
    () => {},
  )
  await expect(kept.use(async (one) => one)).rejects.toThrow('refused')
  isUp = true
  expect(await kept.use(async (one) => one)).toBe('open')
})

it('closes nothing that was never opened', async () => {
  const { log, kept } = counted()
  await kept[Symbol.asyncDispose]()
  expect(log).toEqual([])
})
