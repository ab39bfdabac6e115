import type { Faker } from '@faker-js/faker'
import { MsctlError } from '../errors.ts'
import { createSeededRandom, hashText } from './seeded-random.ts'

export interface NewUser {
  readonly index: number
  readonly userName: string
  readonly email: string
}

/** The user of an index, from 0: the same for the same seed and locale, whatever was asked for before. */
export type UserSource = (index: number) => NewUser

/** Realistic users by faker. The e-mail holds seed and index, so no two users of any two seeds share one. */
export async function openUserSource(seed: string, locale: string): Promise<UserSource> {
  const faker = await loadFaker(locale)
  const hash = hashText(seed)
  return (index) => {
    faker.seed([hash, index])
    const firstName = faker.person.firstName()
    const lastName = faker.person.lastName()
    const userName = faker.person.fullName({ firstName, lastName })
    const local = [toLocalPart(firstName), toLocalPart(lastName)].filter((part) => part !== '').join('.') || 'user'
    return { index, userName: userName.slice(0, 100), email: `${local}.${index}@${seed}.example` }
  }
}

async function loadFaker(locale: string): Promise<Faker> {
  try {
    if (!/^[a-z]{2,3}(_[A-Za-z]+)*$/.test(locale)) throw new Error('it is not the name of a locale')
    const { faker } = (await import(`@faker-js/faker/locale/${locale}`)) as { faker: Faker }
    const FakerClass = faker.constructor as typeof Faker
    const seeded = new FakerClass({ locale: faker.rawDefinitions, randomizer: createSeededRandom() })
    seeded.person.fullName()
    return seeded
  } catch {
    throw new MsctlError('MSCTL_USAGE', `--locale: faker has no people of "${locale}"`, {
      suggestions: ['some that it has: en, es, es_MX, de, fr, it, pt_BR, pl, tr, ja, zh_CN'],
    })
  }
}

/** What of a name can stand in an e-mail without quotes: letters without accents, and digits. */
function toLocalPart(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .slice(0, 24)
}
