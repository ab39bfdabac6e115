import { isIPv4, isIPv6 } from 'node:net'
import { domainToASCII, domainToUnicode } from 'node:url'
import { allowOnly, codePoint, refuseUnsafe, tooMany } from './characters.ts'
import { InvalidEmail } from './invalid-email.ts'

const MAX_LENGTH = 253
const MAX_LABEL_LENGTH = 63
const hostCharacter = /^[a-zA-Z0-9.\-\u{80}-\u{10ffff}]$/u
const label = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?'
const hostName = new RegExp(`^${label}(?:\\.${label})*$`)
/** No mail can reach these: RFC 6761, 6762, 7686. Those for examples and for tests are what this stack is used with. */
const reserved = /(?:^|\.)(?:arpa|invalid|local|localhost|onion)$/
const invalidCharacters = 'The part after the @-sign contains invalid characters'

export interface Domain {
  /** As it is shown: lower case, with the letters of its own script. */
  readonly domain: string
  /** As it is in DNS. */
  readonly ascii: string
}

/** Of a domain in lower case, or an address in one with a period. */
export const isReserved = (domain: string): boolean => reserved.test(domain)

/** The part after the "@": a host name with a period, of any script. No DNS is asked. */
export function checkDomain(given: string): Domain {
  if (given === '') throw new InvalidEmail('There must be something after the @-sign.')
  if (given.startsWith('[') && given.endsWith(']')) refuseAddress(given.slice(1, -1))
  if ([...given].length > MAX_LENGTH) {
    throw new InvalidEmail(`The email address is too long after the @-sign ${tooMany([...given].length, MAX_LENGTH)}.`)
  }
  const lower = given.toLowerCase()
  const folded = hostName.test(lower) ? lower : fold(given)
  checkPunctuation(folded)
  const ascii = hostName.test(folded) ? folded : toAscii(folded)
  checkHostName(ascii)
  return { domain: /(?:^|\.)xn--/.test(ascii) ? toUnicode(ascii) : ascii, ascii }
}

/** Lower case, and the wide and other forms of letters and periods as their plain ones. */
function fold(given: string): string {
  allowOnly(hostCharacter, given, invalidCharacters)
  refuseUnsafe(given)
  const folded = given.normalize('NFKC').toLowerCase().replaceAll('。', '.')
  allowOnly(hostCharacter, folded, `${invalidCharacters} after Unicode normalization`)
  return folded
}

function refuseAddress(text: string): never {
  if (/^[\d.]+$/.test(text) ? isIPv4(text) : /^ipv6:/i.test(text) && isIPv6(text.slice(5))) {
    throw new InvalidEmail('A bracketed IP address after the @-sign is not allowed here.')
  }
  throw new InvalidEmail('The address in brackets after the @-sign is not valid.')
}

function checkPunctuation(domain: string): void {
  for (const [sign, name] of [
    ['.', 'period'],
    ['-', 'hyphen'],
  ] as const) {
    if (domain.endsWith(sign)) throw new InvalidEmail(`An email address cannot end with a ${name}.`)
    if (domain.startsWith(sign)) {
      throw new InvalidEmail(`An email address cannot have a ${name} immediately after the @-sign.`)
    }
    if (sign === '.' && domain.includes('..')) {
      throw new InvalidEmail('An email address cannot have two periods in a row.')
    }
  }
  if (/\.-|-\./.test(domain)) {
    throw new InvalidEmail('An email address cannot have a period and a hyphen next to each other.')
  }
  if (/(?:^|\.)(?!xn)[^.]{2}--/u.test(domain)) {
    throw new InvalidEmail(
      'An email address cannot have two letters followed by two dashes immediately after the @-sign or after a period, except Punycode.',
    )
  }
}

/** Letters, marks and digits of any script, and the few signs that IDNA allows between them. */
const idnaCharacter = /^[\p{L}\p{M}\p{N}\u00b7\u0375\u05f3\u05f4\u30fb-]$/u

function toAscii(domain: string): string {
  for (const one of domain.split('.')) {
    const index = [...one].findIndex((character) => !idnaCharacter.test(character))
    if (index < 0) continue
    const where = `Codepoint ${codePoint([...one][index] ?? '')} at position ${index + 1} of '${one}'`
    throw new InvalidEmail(`The part after the @-sign is invalid (${where} not allowed).`)
  }
  const ascii = domainToASCII(domain)
  if (!hostName.test(ascii)) throw new InvalidEmail('The part after the @-sign is not valid IDNA.')
  return ascii
}

function checkHostName(ascii: string): void {
  if (ascii.length > MAX_LENGTH) {
    const more = ascii.length - MAX_LENGTH
    const bytes = `${more} byte${more === 1 ? '' : 's'} too many after IDNA encoding`
    throw new InvalidEmail(`The email address is too long after the @-sign (${bytes}).`)
  }
  const long = ascii.split('.').find(({ length }) => length > MAX_LABEL_LENGTH)
  if (long !== undefined) {
    const reason = tooMany(long.length, MAX_LABEL_LENGTH)
    throw new InvalidEmail(`After the @-sign, periods cannot be separated by so many characters ${reason}.`)
  }
  const notValid = 'The part after the @-sign is not valid.'
  if (!ascii.includes('.')) throw new InvalidEmail(`${notValid} It should have a period.`)
  if (!/[a-z]$/.test(ascii)) throw new InvalidEmail(`${notValid} It is not within a valid top-level domain.`)
  if (isReserved(ascii)) {
    throw new InvalidEmail(
      'The part after the @-sign is a special-use or reserved name that cannot be used with email.',
    )
  }
}

function toUnicode(ascii: string): string {
  const domain = domainToUnicode(ascii)
  const isIdna = domain
    .split('.')
    .every((one) => !/^xn--|^-|-$/.test(one) && [...one].every((character) => idnaCharacter.test(character)))
  if (!isIdna || domainToASCII(domain) !== ascii) {
    throw new InvalidEmail('The part after the @-sign is not valid IDNA.')
  }
  return domain
}
