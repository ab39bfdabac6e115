import { randomBytes } from 'node:crypto'
import { MsctlError } from '../errors.ts'

const maxCount = 10_000_000

/** How many users: "1000", "1,000" and "1_000" alike. MSCTL_USAGE for anything but 1 to 10,000,000. */
export function parseCount(text: string): number {
  return parseWhole('--count', text, maxCount)
}

/** Requests at a time. */
export function parseConcurrency(text: string): number {
  return parseWhole('--concurrency', text, 1024)
}

/** Users a second. */
export function parseRate(text: string): number {
  return parseWhole('--rate', text, 1_000_000)
}

/** A seed is part of each e-mail's domain, so it must be able to stand there: "--" after two characters is kept for Punycode. */
export function parseSeed(text: string): string {
  if (/^(?!..--)[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/.test(text)) return text
  throw new MsctlError(
    'MSCTL_USAGE',
    `--seed: "${text}" cannot be one; it must be 1 to 32 of a-z, 0-9 and -, and no "--" after two`,
  )
}

export function randomSeed(): string {
  return randomBytes(4).toString('hex')
}

function parseWhole(flag: string, text: string, max: number): number {
  const digits = text.replaceAll(/(?<=\d)[,_](?=\d{3})/g, '')
  const value = /^\d{1,15}$/.test(digits) ? Number(digits) : 0
  if (value >= 1 && value <= max) return value
  const limit = max.toLocaleString('en-US')
  throw new MsctlError('MSCTL_USAGE', `${flag}: "${text}" is not a whole number from 1 to ${limit}`)
}
