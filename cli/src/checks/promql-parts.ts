/** As much of a PromQL expression as it takes to say why it answers nothing. */
export interface PromqlParts {
  /** Names of the metrics that it selects. */
  readonly metrics: readonly string[]
  /** Its `label="value"` conditions. */
  readonly conditions: readonly { readonly label: string; readonly value: string }[]
}

const grouping = /\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/gi
const words = new Set(
  'and or unless bool offset inf nan by without on ignoring group_left group_right start end atan2'.split(' '),
)

export function readPromqlParts(promql: string): PromqlParts {
  const conditions = [...promql.matchAll(/([a-zA-Z_]\w*)\s*=\s*"((?:[^"\\]|\\.)*)"/g)].map(([, label, value]) => ({
    label: label ?? '',
    value: value ?? '',
  }))
  const bare = promql
    .replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""')
    .replaceAll(/\{[^}]*\}|\[[^\]]*\]/g, ' ')
    .replaceAll(grouping, ' ')
  const names = [...bare.matchAll(/(?<![\w:.])([a-zA-Z_:][\w:]*)(?!\s*\()(?![\w:])/g)].map(([, name]) => name ?? '')
  // An aggregation may have its grouping before its parenthesis: `sum by (job) (up)` has become `sum   (up)`.
  const metrics = names.filter((name) => !words.has(name.toLowerCase()))
  return { metrics: [...new Set(metrics)], conditions }
}
