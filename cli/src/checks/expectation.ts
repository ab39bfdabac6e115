import { MsctlError } from '../errors.ts'

const operators = {
  '>=': (value: number, limit: number) => value >= limit,
  '<=': (value: number, limit: number) => value <= limit,
  '==': (value: number, limit: number) => value === limit,
  '!=': (value: number, limit: number) => value !== limit,
  '>': (value: number, limit: number) => value > limit,
  '<': (value: number, limit: number) => value < limit,
} as const

export interface Expectation {
  readonly operator: keyof typeof operators
  readonly limit: number
  /** ">= 5" */
  readonly text: string
}

/** Reads ">= 5", "<0.25", "== 1e6"; "=" counts as "==". MSCTL_USAGE for anything else. */
export function parseExpectation(text: string): Expectation {
  const match = /^\s*(?<operator>>=|<=|==|!=|>|<|=)\s*(?<limit>[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*$/i.exec(text)
  if (!match?.groups) {
    throw new MsctlError('MSCTL_USAGE', `--expect: cannot read "${text}"; it must be an operator and a number`, {
      suggestions: ["--expect '>= 5'", 'operators: > >= < <= == !='],
    })
  }
  const operator = (match.groups.operator === '=' ? '==' : match.groups.operator) as keyof typeof operators
  const limit = Number(match.groups.limit)
  return { operator, limit, text: `${operator} ${limit.toLocaleString('en-US', { maximumFractionDigits: 10 })}` }
}

/** False for NaN, whatever is expected. */
export function meets(value: number, { operator, limit }: Expectation): boolean {
  return !Number.isNaN(value) && operators[operator](value, limit)
}

/** "24h", "30s", "1m30s", "500ms" as milliseconds; a bare number counts as seconds. MSCTL_USAGE for anything else. */
export function parseDuration(flag: string, text: string): number {
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }
  if (/^\d{1,6}(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000)
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)]
  if (text === '' || parts.map(([part]) => part).join('') !== text) {
    throw new MsctlError('MSCTL_USAGE', `${flag}: cannot read "${text}" as a time; examples: 30s, 2m, 500ms`)
  }
  return Math.round(parts.reduce((sum, [, number, unit]) => sum + Number(number) * (units[unit ?? ''] ?? 0), 0))
}
