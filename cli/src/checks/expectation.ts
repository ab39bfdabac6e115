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
