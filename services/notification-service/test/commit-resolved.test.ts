import { expect, it } from 'vitest'
import { commitResolved } from '../src/commit-resolved.ts'

const unavailable = Object.assign(new Error('away'), { retriable: true, type: 'GROUP_COORDINATOR_NOT_AVAILABLE' })
const rebalancing = Object.assign(new Error('rebalance'), { retriable: true, type: 'REBALANCE_IN_PROGRESS' })
const fenced = Object.assign(new Error('fenced'), { retriable: false, type: 'ILLEGAL_GENERATION' })

/** Fails with these, one each time, then commits. */
async function commitsAfter(...errors: readonly Error[]): Promise<number> {
  const left = [...errors]
  let calls = 0
  await commitResolved(
    {
      isRunning: () => true,
      isStale: () => false,
      uncommittedOffsets: () => ({ topics: [] }),
      commitOffsetsIfNecessary: async () => {
        calls += 1
        const error = left.shift()
        if (error) throw error
      },
    },
    { tries: 3, pauseMs: 1 },
  )
  return calls
}

it('commits again when the coordinator was away for a moment', async () => {
  expect(await commitsAfter()).toBe(1)
  expect(await commitsAfter(unavailable, unavailable)).toBe(3)
})

it('gives up after a few times', async () => {
  await expect(commitsAfter(unavailable, unavailable, unavailable)).rejects.toThrow('away')
})

it.each([rebalancing, fenced])('does not insist after $message', async (error) => {
  await expect(commitsAfter(error)).rejects.toThrow(error.message)
})
