import { allowOnly, display, refuseUnsafe } from './characters.ts'
import { InvalidEmail } from './invalid-email.ts'
import { ATOM_DOT } from './local-part.ts'

export interface SplitAddress {
  readonly hasDisplayName: boolean
  /** Without its quotes. */
  readonly local: string
  readonly isQuoted: boolean
  readonly domain: string
}

/** Divides an address at its "@", which may also stand inside quotes; a name before "<…>" is found too. */
export function splitAddress(address: string): SplitAddress {
  const [left, right] = splitAtUnquoted(address, '@<')
  if (!right.startsWith('<')) return { hasDisplayName: false, ...unquote(left), domain: right.slice(1) }
  checkDisplayName(left.trimEnd())
  if (!right.includes('>')) {
    throw new InvalidEmail(
      'An open angle bracket at the start of the email address has to be followed by a close angle bracket at the end.',
    )
  }
  const inner = right.trimEnd()
  if (!inner.endsWith('>')) throw new InvalidEmail("There can't be anything after the email address.")
  const [local, domain] = splitAtUnquoted(inner.slice(1, -1), '@')
  return { hasDisplayName: true, ...unquote(local), domain: domain.slice(1) }
}

/** At the first of `specials` outside quotes. One that combines with a mark after it is another character. */
function splitAtUnquoted(address: string, specials: string): [left: string, right: string] {
  let isQuoted = false
  for (let index = 0; index < address.length; index++) {
    const character = address[index] ?? ''
    if (character === '\\' && isQuoted) index++
    else if (!`"${specials}`.includes(character) || combines(address, index)) continue
    else if (character === '"') isQuoted = !isQuoted
    else if (!isQuoted) return [address.slice(0, index), address.slice(index)]
  }
  if (address.includes('＠')) {
    throw new InvalidEmail('The email address has the "full-width" at-sign (@) character instead of a regular at-sign.')
  }
  if (address.includes('﹫')) {
    throw new InvalidEmail('The email address has the "small commercial at" character instead of a regular at-sign.')
  }
  throw new InvalidEmail('An email address must have an @-sign.')
}

function combines(address: string, index: number): boolean {
  return (
    /\p{M}/u.test(address[index + 1] ?? '') && address.slice(index, index + 32).normalize('NFC')[0] !== address[index]
  )
}

function unquote(text: string): { readonly local: string; readonly isQuoted: boolean } {
  if (!text.startsWith('"')) return { local: text, isQuoted: false }
  let local = ''
  for (let index = 1; index < text.length; index++) {
    const character = text[index]
    if (character === '"') {
      const rest = [...text.slice(index + 1)].map(display).join(', ')
      if (rest !== '') throw new InvalidEmail(`Extra character(s) found after close quote: ${rest}`)
      break
    }
    local += character === '\\' ? (text[++index] ?? '') : character
  }
  return { local, isQuoted: true }
}

function checkDisplayName(text: string): void {
  const { local: name, isQuoted } = unquote(text)
  if (!isQuoted) {
    const problem = 'The display name contains invalid characters when not quoted'
    allowOnly(new RegExp(`^(?:(?!\\.)${ATOM_DOT}| )$`), name, problem)
  }
  refuseUnsafe(name, true)
}
