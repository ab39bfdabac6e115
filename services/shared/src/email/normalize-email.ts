import { trimText } from '../trim-text.ts'
import { tooMany } from './characters.ts'
import { checkDomain, isReserved } from './domain.ts'
import { InvalidEmail } from './invalid-email.ts'
import { ATOM, checkLocalPart } from './local-part.ts'
import { splitAddress } from './split-address.ts'

/** In bytes of UTF-8, by RFC 5321. */
export const EMAIL_MAX_LENGTH = 254
/** As nearly all are: short, of ASCII alone, without a name; what is not takes the long way, to the same result. */
const plain = new RegExp(`^${ATOM}+(?:\\.${ATOM}+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\\.)+[a-z]{2,}$`, 'i')
const PLAIN_MAX_LENGTH = 64
/** Of what is given, a name before the address included. */
const INPUT_MAX_LENGTH = 2048

type Outcome = { readonly email: string } | { readonly reason: string }

/**
 * Takes what Pydantic's EmailStr takes, and refuses with its words: an unquoted local part (letters and digits of any
 * script, !#$%&'*+/=?^_`{|}~- and single dots between them), "@", and a domain with a period, of any script, that is not
 * reserved; 254 bytes together. A name before "<address>" is left out. No mailbox or DNS is asked. The result is in lower
 * case, so that an address is one whatever its case.
 */
export function normalizeEmail(value: string): Outcome {
  if (value.length <= PLAIN_MAX_LENGTH && plain.test(value)) {
    const email = value.toLowerCase()
    if (!isReserved(email)) return { email }
  }
  try {
    return { email: normalize(value).toLowerCase() }
  } catch (error) {
    if (error instanceof InvalidEmail) return { reason: error.message }
    throw error
  }
}

function normalize(value: string): string {
  if ([...value].length > INPUT_MAX_LENGTH) {
    throw new InvalidEmail(`Length must not exceed ${INPUT_MAX_LENGTH} characters`)
  }
  if (/[\r\n]/.test(value)) throw new InvalidEmail('Carriage return and line feed characters are not allowed')
  const { hasDisplayName, local, isQuoted, domain: givenDomain } = splitAddress(trimText(withoutName(value)))
  const composed = checkLocalPart(local, isQuoted)
  const { domain, ascii } = checkDomain(givenDomain)
  checkLength(`${local}@${givenDomain}`)
  checkLength(`${composed}@${domain}`, 'after normalization')
  checkLength(`${composed}@${ascii}`, 'when the part after the @-sign is converted to IDNA ASCII')
  if (hasDisplayName) {
    throw new InvalidEmail('A display name and angle brackets around the email address are not permitted here.')
  }
  return `${composed}@${domain}`
}

/** Juan <juan@example.com> and "Perez, Juan" <juan@example.com> */
function withoutName(value: string): string {
  if (!value.includes('<')) return value
  const word = "[\\w.!#$%&'*+\\-/=?^`{|}~\\p{L}\\p{N}]+"
  const pretty = new RegExp(`^\\s*(?:${word}(?:\\s+${word})*|"[^"]+")?\\s*<(.+)>\\s*$`, 'u')
  return pretty.exec(value)?.[1] ?? value
}

function checkLength(email: string, when?: string): void {
  const over = Buffer.byteLength(email) - EMAIL_MAX_LENGTH
  if (over <= 0) return
  const reason = when === undefined ? tooLong(email, over) : `${when} (${over} byte${over > 1 ? 's' : ''} too many)`
  throw new InvalidEmail(`The email address is too long ${reason}.`)
}

/** Without knowing which characters will go, only between which numbers it is. */
function tooLong(email: string, over: number): string {
  const characters = [...email]
  const widest = Math.max(...characters.map((character) => Buffer.byteLength(character)))
  const least = Math.max(1, Math.floor(over / widest))
  if (least === over) return tooMany(over, 0)
  return `(${least}-${over} character${over > 1 ? 's' : ''} too many)`
}
