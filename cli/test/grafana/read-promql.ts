import { parser } from '@prometheus-io/lezer-promql'

export interface PromqlTree {
  /** Where it does not parse, as text; empty for a good expression. */
  readonly errors: readonly string[]
  /** Names of the metrics that it selects. */
  readonly metrics: readonly string[]
  /** The functions over time and their ranges: ["rate", "5m"]. */
  readonly ranges: readonly (readonly [string, string])[]
}

/** By Prometheus' own grammar. */
export function readPromql(promql: string): PromqlTree {
  const errors: string[] = []
  const metrics = new Set<string>()
  const ranges: [string, string][] = []
  let callee = ''
  parser.parse(promql).iterate({
    enter: ({ type, from, to, node }) => {
      const text = promql.slice(from, to)
      if (type.isError) errors.push(`at ${from}: ${promql.slice(from)}`)
      if (type.name === 'FunctionIdentifier') callee = text
      if (type.name === 'VectorSelector') {
        const name = node.getChild('Identifier')
        if (name) metrics.add(promql.slice(name.from, name.to))
      }
      if (type.name === 'MatrixSelector') ranges.push([callee, text.slice(text.lastIndexOf('[') + 1, -1)])
    },
  })
  return { errors, metrics: [...metrics], ranges }
}
