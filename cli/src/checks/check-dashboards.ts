import { join } from 'node:path'
import { packageRoot } from '../lib/folders.ts'
import { judgeScrapeTargets, longestIntervalMs, readScrapeTargets } from '../probes/scrape-targets.ts'
import { askQueries } from './ask-queries.ts'
import type { Check, Finding } from './check.ts'
import type { QueryJudgement } from './judge-query.ts'
import { type PanelQuery, type RuleQuery, readPanelQueries, readRuleQueries } from './read-monitoring.ts'

export const checkDashboards: Check = {
  name: 'dashboards',
  summary: 'Every query of the Grafana dashboards and every alert rule finds its metrics in Prometheus',
  run: async ({ stack, prometheus, timeoutMs, signal, showCommand }) => {
    const base = await prometheus()
    const targets = await readScrapeTargets(base, signal)
    const scrapeIntervalMs = longestIntervalMs(targets)
    const root = packageRoot()
    const queries = [
      ...readPanelQueries(join(root, 'grafana', 'dashboards'), scrapeIntervalMs),
      ...readRuleQueries(join(root, 'templates', 'prometheus', 'rules')),
    ]
    for (const { promql } of queries) showCommand(`curl -sG ${base}/api/v1/query --data-urlencode 'query=${promql}'`)
    const patienceMs = Math.min(timeoutMs, 3 * scrapeIntervalMs)
    const judged = await askQueries(queries, { base, stack, patienceMs, signal })
    return toFinding(judged, judgeScrapeTargets(stack, targets).problems)
  },
}

type Judged = (PanelQuery | RuleQuery) & QueryJudgement

/**
 * One finding for all. What is not comparable is shown, and counts neither as answered nor as a failure. With a failure go the
 * problems of scraping, which mostly explain it.
 */
export function toFinding(judged: readonly Judged[], scrapeProblems: readonly string[]): Finding {
  const bad = judged.filter(({ verdict }) => verdict !== 'ok' && verdict !== 'not comparable')
  const open = judged.filter(({ verdict }) => verdict === 'not comparable')
  const ok = judged.length - bad.length - open.length
  const lines = [...bad, ...open].map((one) => `${nameOf(one)}: ${one.detail}`)
  const evidence = { queries: judged.map(toEvidence) }
  const aside = open.length > 0 ? `, ${open.length} not comparable` : ''
  if (bad.length > 0) {
    const detail = `${bad.length} of ${judged.length} queries and rules do not answer${aside}`
    return { verdict: 'failed', detail, lines: [...lines, ...scrapeProblems], evidence }
  }
  const detail = `${ok} of ${judged.length} queries and rules answer${aside}`
  return { verdict: ok > 0 ? 'ok' : 'not-comparable', detail, lines, evidence }
}

function nameOf(query: PanelQuery | RuleQuery): string {
  return query.kind === 'panel' ? `${query.dashboard} / ${query.panel}` : `rule ${query.rule}`
}

function toEvidence({ kind, promql, ...query }: Judged): object {
  return query
}
