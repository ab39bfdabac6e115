import { expect, it } from 'vitest'
import { reasonOf } from '../../src/probes/reason-of.ts'

it('finds the innermost cause, in one line', () => {
  const inner = new Error('connect ECONNREFUSED 127.0.0.1:9092\nmore')
  expect(reasonOf(new Error('fetch failed', { cause: new Error('outer', { cause: inner }) }))).toBe(
    'connect ECONNREFUSED 127.0.0.1:9092',
  )
  expect(reasonOf(new AggregateError([inner]))).toBe('connect ECONNREFUSED 127.0.0.1:9092')
})

it('says something, whatever was thrown', () => {
  expect(reasonOf(Object.assign(new Error(''), { code: 'ECONNRESET' }))).toBe('ECONNRESET')
  expect(reasonOf(new TypeError(''))).toBe('TypeError')
  expect(reasonOf('just a text')).toBe('just a text')
})
