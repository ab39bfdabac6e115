import { InvalidEmail } from './invalid-email.ts'

const visible = /^[\p{L}\p{N}\p{P}\p{S}]$/u
const mark = /^\p{M}$/u

/** Characters that get into addresses by mistake and cannot be shown; all others are named by their code point. */
const names: Readonly<Record<string, string>> = {
  ' ': 'SPACE',
  '\u00a0': 'NO-BREAK SPACE',
  '\u00ad': 'SOFT HYPHEN',
  '\u200b': 'ZERO WIDTH SPACE',
  '\u200c': 'ZERO WIDTH NON-JOINER',
  '\u200d': 'ZERO WIDTH JOINER',
  '\u200e': 'LEFT-TO-RIGHT MARK',
  '\u200f': 'RIGHT-TO-LEFT MARK',
  '\u2060': 'WORD JOINER',
  '\u3000': 'IDEOGRAPHIC SPACE',
  '\ufeff': 'ZERO WIDTH NO-BREAK SPACE',
}

/** Throws when characters do not match, naming each once. */
export function allowOnly(allowed: RegExp, text: string, problem: string): void {
  const bad = new Set([...text].filter((character) => !allowed.test(character)).map(display))
  if (bad.size > 0) throw new InvalidEmail(`${problem}: ${[...bad].sort().join(', ')}.`)
}

/** Throws for what cannot be seen or would change how the rest looks. */
export function refuseUnsafe(text: string, isSpaceAllowed = false): void {
  const bad = new Set(
    [...text].filter((character, index) => {
      if (visible.test(character)) return false
      if (mark.test(character)) return index === 0
      return !(isSpaceAllowed && /^\p{Zs}$/u.test(character))
    }),
  )
  if (bad.size === 0) return
  throw new InvalidEmail(`The email address contains unsafe characters: ${[...bad].sort().map(display).join(', ')}.`)
}

/** Between quotes, or by its name when it cannot be seen. */
export function display(character: string): string {
  if (character === '\\') return '"\\"'
  if (visible.test(character)) return character === "'" ? `"'"` : `'${character}'`
  return names[character] ?? codePoint(character)
}

export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** How far beyond the limit a text is. */
export function tooMany(length: number, limit: number): string {
  return `(${length - limit} character${length - limit > 1 ? 's' : ''} too many)`
}
