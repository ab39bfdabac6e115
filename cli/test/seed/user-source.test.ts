import { expect, it } from 'vitest'
import { openUserSource } from '../../src/seed/user-source.ts'

const first = <T>(count: number, source: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => source(index))

it('gives the same users for the same seed, in whatever order they are asked for', async () => {
  const [one, two] = [await openUserSource('7c1f09ab', 'en'), await openUserSource('7c1f09ab', 'en')]
  const users = first(100, one)
  expect(first(100, (index) => two(99 - index)).toReversed()).toEqual(users)
  expect(one(17)).toEqual(users[17])
})

it('gives other users for another seed', async () => {
  const [one, two] = [await openUserSource('a', 'en'), await openUserSource('b', 'en')]
  expect(first(50, one).map(({ userName }) => userName)).not.toEqual(first(50, two).map(({ userName }) => userName))
})

it('puts seed and index into e-mails, so that none comes twice', async () => {
  const source = await openUserSource('7c1f09ab', 'en')
  const emails = first(5000, source).map(({ email }) => email)
  expect(new Set(emails).size).toBe(5000)
  expect(emails[17]).toMatch(/^[a-z0-9]+\.[a-z0-9]+\.17@7c1f09ab\.example$/)
})

it.each(['en', 'es', 'de', 'ja', 'ar', 'id_ID'])(
  'keeps to what user-service accepts, with names of %s',
  async (locale) => {
    const source = await openUserSource('seed', locale)
    for (const { userName, email } of first(300, source)) {
      expect(email).toMatch(/^[a-z0-9]+(\.[a-z0-9]+)*@seed\.example$/)
      expect(email.length).toBeLessThan(254)
      expect(userName.trim()).toBe(userName)
      expect(userName).not.toMatch(/\p{Cc}/u)
      expect(userName.length).toBeGreaterThan(0)
      expect(userName.length).toBeLessThanOrEqual(100)
    }
  },
)

it('has a variety of names', async () => {
  const names = first(1000, await openUserSource('seed', 'en')).map(({ userName }) => userName)
  expect(new Set(names).size).toBeGreaterThan(950)
})

it.each(['xx', '../en', 'EN', 'base', ''])('refuses the locale "%s"', async (locale) => {
  await expect(openUserSource('seed', locale)).rejects.toMatchObject({ code: 'MSCTL_USAGE' })
})
