import { expect, it } from 'vitest'
import { downText } from '../../src/ui/down-text.ts'
import { plainPen } from './plain-pen.ts'

it('says what stays where no stack is left, too', () => {
  const kept = ['namespace shop: msctl did not make it']
  const nothing = { stopped: 0, removed: [], leftBehind: [], wasAbsent: true, isStateKept: false, durationMs: 10 }
  expect(downText({ ...nothing, name: 'shop', context: 'staging', kept }, plainPen)).toBe(
    'no stack named "shop" runs in context staging, nothing is left of one\nkept namespace shop: msctl did not make it',
  )
})
