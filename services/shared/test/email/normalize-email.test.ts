import { expect, it } from 'vitest'
import { normalizeEmail } from '../../src/email/normalize-email.ts'

it.each([
  ['juan@example.com', 'juan@example.com'],
  ['  Juan.Perez+tag@Example.CO.UK ', 'juan.perez+tag@example.co.uk'],
  ["o'brien_1@a-b.example", "o'brien_1@a-b.example"],
  ['josé@correo.españa.es', 'josé@correo.españa.es'],
  ['用户@例子.广告', '用户@例子.广告'],
  [`${'a'.repeat(65)}@b.co`, `${'a'.repeat(65)}@b.co`],
  ['Juan <juan@example.com>', 'juan@example.com'],
  ['"Perez, Juan" <juan@example.com> ', 'juan@example.com'],
  ['a@xn--espaa-rta.es', 'a@españa.es'],
  ['a@b.test', 'a@b.test'],
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
  ['a@b..co', /two periods/],
  ['a@-b.co', /hyphen/],
  ['a@b-.co', /hyphen/],
  ['a@b.co.', /end with a period/],
  ['a@1.2.3.4', /domain/],
  [`a@${'b'.repeat(64)}.co`, /so many characters/],
  ['a b@c.co', /invalid characters/],
  ['.a@b.co', /start with a period/],
  ['a..b@c.co', /two periods/],
  ['a@b@c.co', /invalid characters/],
  ['"a b"@c.co', /Quoting/],
  ['"a"b@c.co', /after close quote: 'b'/],
  ['a\n@c.co', /line feed/],
  ['Juan <juan@example.com', /close angle bracket/],
  ['(Juan) <juan@example.com>', /display name contains invalid characters.*: '\(', '\)'/],
  ['a@b.local', /reserved/],
  ['a@xn--a.co', /IDNA/],
  ['a@☃.co', /U\+2603/],
  [
    `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(20)}`,
    /too long after the @-sign \(11 characters/,
  ],
  [`${'é'.repeat(130)}@b.co`, /too long \(5-11 characters/],
])('refuses %s', (given, reason) => {
  expect(normalizeEmail(given)).toEqual({ reason: expect.stringMatching(reason) })
})

it.each([
  ['juan@example.com'],
  ["O'Brien.x+1@A-b.c1.example"],
  ['a@b.co'],
  ['a@b.c'],
  ['a@b.c1'],
  ['a@b.1co'],
  ['a@b.local'],
  ['a@b.x.onion'],
  ['a@local.co'],
  ['a@b--c.co'],
  ['a@xn--a.co'],
  ['a@b-.co'],
  ['a.@b.co'],
  ['a..b@c.co'],
  ['a@b.co.'],
  ['a@b_c.co'],
  ['a@\u212a.co'],
  [`a@${'b'.repeat(63)}.co`],
  [`a@${'b'.repeat(61)}.co`],
  [`${'a'.repeat(60)}@b.co`],
])('says of %s what the long way says', (address) => {
  // white space is taken off there
  expect(normalizeEmail(address)).toEqual(normalizeEmail(` ${' '.repeat(64)}${address}`))
})
