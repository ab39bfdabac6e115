import type { SetupPlan, StepResult } from '../actions/setup.ts'
import { formatDuration } from '../lib/units.ts'
import type { ToolName } from '../targets/local/tools/tool.ts'
import type { Pen } from './pen.ts'
import { renderTable } from './table.ts'

/** What will be done, from where, how much and how long. */
export function setupPlanText({ steps }: SetupPlan, cache: string, pen: Pen): string {
  const megabytes = sum(steps.map((step) => step.downloadMegabytes))
  const seconds = sum(steps.map((step) => step.seconds))
  const rows = steps.map((step) => [
    pen.symbols.busy,
    step.tool,
    step.downloadMegabytes === 0 ? '' : `${step.downloadMegabytes} MB`,
    `about ${formatDuration(step.seconds * 1000)}`,
    step.what,
  ])
  return [
    `Into ${cache}:`,
    '',
    renderTable(rows, { right: [2] }),
    '',
    `Together about ${megabytes > 0 ? `${megabytes} MB to download and ` : ''}${formatDuration(seconds * 1000)}. Nothing is installed system-wide.`,
  ].join('\n')
}

/** What there is now, and what is left to the user; `blocking`: what he cannot do without. */
export function setupText(
  { present, byHand }: SetupPlan,
  results: readonly StepResult[],
  blocking: readonly ToolName[],
  pen: Pen,
): string {
  const { symbols } = pen
  const fetched = results.map(({ step, tookMs }) => [
    pen.paint('green', symbols.ok),
    step.tool,
    formatDuration(tookMs),
    step.what,
  ])
  const there = present.map(({ name, version, origin, path }) => [
    pen.paint('green', symbols.ok),
    name,
    version,
    origin === 'cache' ? 'cached' : path,
  ])
  const missing = byHand.flatMap(({ tool, reason, ways }) => [
    `  ${symbols.skip} ${tool}: ${reason}`,
    ...ways.map((way) => `      ${way}`),
  ])
  const sections = [
    results.length === 0 ? 'Nothing to fetch.' : renderTable(fetched),
    ...(there.length > 0 ? [renderTable(there)] : []),
    ...(missing.length > 0 ? [['Not fetched by msctl:', ...missing].join('\n')] : []),
    blocking.length === 0
      ? 'Next: msctl up'
      : `Next: see to ${blocking.join(', ')} as said above, then msctl setup again`,
  ]
  return sections.join('\n\n')
}

export function setupJson({ present, byHand }: SetupPlan, results: readonly StepResult[]): object {
  return {
    present: present.map(({ name, version, origin, path }) => ({ tool: name, version, origin, path })),
    done: results.map(({ step, tookMs }) => ({ tool: step.tool, what: step.what, tookMs: Math.round(tookMs) })),
    byHand: byHand.map(({ tool, reason, ways }) => ({ tool, reason, suggestions: ways })),
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
