import { allowOnly, refuseUnsafe } from './characters.ts'
import { InvalidEmail } from './invalid-email.ts'

export const ATOM = "[a-zA-Z0-9_!#$%&'*+/=?^`{|}~\\-]"
/** What may stand before the "@" without quotes, as a pattern of one character. */
export const ATOM_DOT = ATOM.replace('[', '[.')
const dotAtom = new RegExp(`^${ATOM}+(?:\\.${ATOM}+)*$`)
const internationalAtom = ATOM.replace(']', '\\u{80}-\\u{10ffff}]')
const internationalDotAtom = new RegExp(`^${internationalAtom}+(?:\\.${internationalAtom}+)*$`, 'u')
const internationalCharacter = new RegExp(`^${internationalAtom.replace('[', '[.')}$`, 'u')
const quotedCharacter = /^[ -~\u{80}-\u{10ffff}]$/u

/** The part before the "@", in composed form. */
export function checkLocalPart(local: string, isQuoted: boolean): string {
  checkOnce(local, isQuoted)
  const composed = local.normalize('NFC')
  if (composed !== local) {
    try {
      checkOnce(composed, isQuoted)
    } catch (error) {
      throw new InvalidEmail(`After Unicode normalization: ${(error as Error).message}`)
    }
  }
  if (isQuoted) throw new InvalidEmail('Quoting the part before the @-sign is not allowed here.')
  return composed
}

function checkOnce(local: string, isQuoted: boolean): void {
  if (local === '') throw new InvalidEmail('There must be something before the @-sign.')
  if (dotAtom.test(local)) return
  const isInternational = internationalDotAtom.test(local)
  if (!isInternational && !isQuoted) explain(local)
  if (!isInternational) {
    allowOnly(quotedCharacter, local, 'The email address contains invalid characters in quotes before the @-sign')
  }
  refuseUnsafe(local, !isInternational)
}

function explain(local: string): never {
  allowOnly(internationalCharacter, local, 'The email address contains invalid characters before the @-sign')
  if (local.endsWith('.')) {
    throw new InvalidEmail('An email address cannot have a period immediately before the @-sign.')
  }
  if (local.startsWith('.')) throw new InvalidEmail('An email address cannot start with a period.')
  throw new InvalidEmail('An email address cannot have two periods in a row.')
}
