export const EMAIL_MAX_LENGTH = 254

type Outcome = { readonly email: string } | { readonly reason: string }

const text = '[\\p{L}\\p{M}\\p{N}]'
const local = new RegExp(`^(?:${text}|[!#$%&'*+/=?^_\`{|}~-])+(?:\\.(?:${text}|[!#$%&'*+/=?^_\`{|}~-])+)*$`, 'u')
const label = new RegExp(`^${text}(?:(?:${text}|-){0,61}${text})?$`, 'u')

/**
 * What is a valid address: an unquoted local part of at most 64 characters (letters and digits of any script,
 * !#$%&'*+/=?^_`{|}~- and single dots between them), "@", and a domain of two or more labels of letters, digits and inner
 * hyphens, the last one not all digits; 254 characters together. No mailbox or DNS is asked. The result is in lower case.
 */
export function normalizeEmail(value: string): Outcome {
  const email = value.trim().normalize('NFC').toLowerCase()
  const at = email.lastIndexOf('@')
  if (at < 0) return { reason: 'An email address must have an @-sign.' }
  const [name, domain] = [email.slice(0, at), email.slice(at + 1)]
  if (name === '') return { reason: 'There must be something before the @-sign.' }
  if (domain === '') return { reason: 'There must be something after the @-sign.' }
  if ([...email].length > EMAIL_MAX_LENGTH)
    return { reason: `The email address is too long (at most ${EMAIL_MAX_LENGTH}).` }
  if ([...name].length > 64) return { reason: 'The email address is too long before the @-sign (at most 64).' }
  if (!local.test(name)) return { reason: 'The email address contains invalid characters before the @-sign.' }
  const labels = domain.split('.')
  if (labels.length < 2) return { reason: 'The part after the @-sign is not valid. It should have a period.' }
  if (!labels.every((one) => label.test(one)) || /^\d+$/.test(labels.at(-1) ?? '')) {
    return { reason: 'The part after the @-sign is not a valid domain name.' }
  }
  return { email }
}
