export interface Symbols {
  readonly ok: string
  readonly fail: string
  readonly busy: string
  readonly skip: string
}

const unicode: Symbols = { ok: '✓', fail: '✗', busy: '•', skip: '–' }
const plain: Symbols = { ok: 'ok', fail: 'FAIL', busy: '..', skip: 'skip' }

const plainText: readonly (readonly [RegExp, string])[] = [
  [/✓/g, 'ok'],
  [/✗/g, 'FAIL'],
  [/[•·]/g, '*'],
  [/[–—]/g, '-'],
  [/→/g, '->'],
  [/…/g, '...'],
  [/≥/g, '>='],
  [/≤/g, '<='],
  [/⊆/g, 'in'],
  [/█/g, '#'],
  [/░/g, '.'],
]

export function symbolsFor(isUnicode: boolean): Symbols {
  return isUnicode ? unicode : plain
}

/** The same text for a terminal that shows ASCII only. */
export function toPlainText(text: string): string {
  return plainText.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text)
}

/** Whether this terminal shows more than ASCII, by its locale. */
export function showsUnicode(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG
  if (locale) return /utf-?8/i.test(locale)
  return platform === 'darwin' || (platform === 'win32' && Boolean(env.WT_SESSION))
}
