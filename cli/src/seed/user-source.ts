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

/** How many given names, how many family names and how many ways to put them together ("Dr. … V") the users of a seed share. */
const variety = 512
/** Where the names go in such a way. */
const [firstMark, lastMark] = ['\u0001', '\u0002']

/**
 * Realistic users by faker. The e-mail holds seed and index, so no two users of any two seeds share one. Faker makes each part of a name
 * once, when a user first needs it: making every name anew took a sixth of a long seed's processor time.
 */
export async function openUserSource(seed: string, locale: string): Promise<UserSource> {
  const faker = await loadFaker(locale)
  const hash = hashText(seed)
  const pickFirst = createPicker(faker, [hash, 1], () => toName(faker.person.firstName()))
  const pickLast = createPicker(faker, [hash, 2], () => toName(faker.person.lastName()))
  const pickWay = createPicker(faker, [hash, 3], () =>
    faker.person.fullName({ firstName: firstMark, lastName: lastMark }),
  )
  const random = createSeededRandom()
  return (index) => {
    random.seed([hash, index])
    const first = pickFirst(random.next())
    const last = pickLast(random.next())
    const userName = pickWay(random.next())
      .replaceAll(firstMark, () => first.text)
      .replaceAll(lastMark, () => last.text)
    const local = [first.local, last.local].filter((part) => part !== '').join('.') || 'user'
    return { index, userName: userName.slice(0, 100), email: `${local}.${index}@${seed}.example` }
  }
}

/** Picks one of `variety`, each made when it is first picked, by a number from 0 (inclusive) to 1 (exclusive). */
function createPicker<T>(faker: Faker, seed: readonly number[], make: () => T): (share: number) => T {
  const made = new Map<number, T>()
  return (share) => {
    const index = Math.floor(share * variety)
    const known = made.get(index)
    if (known !== undefined) return known
    faker.seed([...seed, index])
    const value = make()
    made.set(index, value)
    return value
  }
}

interface Name {
  readonly text: string
  /** For an e-mail; empty when nothing of it can stand there. */
  readonly local: string
}

function toName(text: string): Name {
  return { text, local: toLocalPart(text) }
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
