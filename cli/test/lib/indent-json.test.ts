import { expect, it } from 'vitest'
import { indentJson } from '../../src/lib/indent-json.ts'

it('indents what stays the same', () => {
  expect(indentJson('{"a": [1, "b \\" c"], "d":{}}')).toBe('{\n  "a": [\n    1,\n    "b \\" c"\n  ],\n  "d": {}\n}')
})

it.each(['{"n":12345678901234567890}', '{"a":1,"a":2}', '{"a":1.0}', '{"a":', 'text'])('leaves %s alone', (text) => {
  expect(indentJson(text)).toBeUndefined()
})
