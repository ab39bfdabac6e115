import { expect, it } from 'vitest'
import { normalizeEmail } from '../../src/http/normalize-email.ts'

it.each([
  ['juan@example.com', 'juan@example.com'],
  ['  Juan.Perez+tag@Example.CO.UK ', 'juan.perez+tag@example.co.uk'],
  ["o'brien_1@a-b.example", "o'brien_1@a-b.example"],
  ['josé@correo.españa.es', 'josé@correo.españa.es'],
  ['用户@例子.广告', '用户@例子.广告'],
  [`${'a'.repeat(64)}@b.co`, `${'a'.repeat(64)}@b.co`],
])('takes %s', (given, email) => {
  expect(normalizeEmail(given)).toEqual({ email })
})

it('takes the two ways to write é for the same', () => {
  expect(normalizeEmail('jose\u0301@b.co')).toEqual(normalizeEmail('jos\u00e9@b.co'))
})

it.each([
  ['', /@-sign/],
  ['x', /must have an @-sign/],
  ['@b.co', /before the @-sign/],
  ['a@', /after the @-sign/],
  ['a@localhost', /period/],
  ['a@b..co', /domain/],
  ['a@-b.co', /domain/],
  ['a@b-.co', /domain/],
  ['a@b.co.', /domain/],
  ['a@1.2.3.4', /domain/],
  [`a@${'b'.repeat(64)}.co`, /domain/],
  ['a b@c.co', /invalid characters/],
  ['.a@b.co', /invalid characters/],
  ['a..b@c.co', /invalid characters/],
  ['a@b@c.co', /invalid characters/],
  ['"a b"@c.co', /invalid characters/],
  ['a\n@c.co', /invalid characters/],
  ['Juan <juan@example.com>', /invalid characters|domain/],
  [`${'a'.repeat(65)}@b.co`, /too long before/],
  [`a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(20)}`, /too long \(/],
])('refuses %s', (given, reason) => {
  expect(normalizeEmail(given)).toEqual({ reason: expect.stringMatching(reason) })
})
