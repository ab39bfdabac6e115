import { expect, it } from 'vitest'
import { keepAnswer } from '../../src/lib/keep-answer.ts'

it('asks once, also while the first answer is still to come, and again after a failure', async () => {
  const asked: number[] = []
  const answer = keepAnswer(async (number: number) => {
    asked.push(number)
    if (number === 1) throw new Error('not yet')
    return `answer to ${number}`
  })
  const both = [answer(1), answer(2)]
  await expect(Promise.allSettled(both)).resolves.toMatchObject([{ status: 'rejected' }, { status: 'rejected' }])
  expect(await Promise.all([answer(3), answer(4)])).toEqual(['answer to 3', 'answer to 3'])
  expect(await answer(5)).toBe('answer to 3')
  expect(asked).toEqual([1, 3])
})
