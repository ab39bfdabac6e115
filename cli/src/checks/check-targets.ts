import { setTimeout as sleep } from 'node:timers/promises'
import { judgeScrapeTargets, readScrapeTargets, targetsSettleWithinMs } from '../probes/scrape-targets.ts'
import type { Check } from './check.ts'
import type { CheckContext } from './check-context.ts'

export const checkTargets: Check = {
  name: 'targets',
  summary: 'Prometheus scrapes every replica of both services, Traefik and itself, and all are up',
  run: async (context) => {
    const base = await context.prometheus()
    context.showCommand(`curl -s ${base}/api/v1/targets?state=active`)
    const { targets, report } = await onceScraped(base, context)
    const newest = Math.max(...targets.map(({ lastScrapeAt }) => lastScrapeAt?.getTime() ?? 0))
    const age = newest > 0 ? `, last scrape ${(Math.max(0, Date.now() - newest) / 1000).toFixed(1)} s ago` : ''
    return {
      verdict: report.isComplete ? 'ok' : 'failed',
      detail: `${report.up} of ${report.total} up${age}`,
      lines: report.problems,
      evidence: { targets },
    }
  },
}

async function onceScraped(base: string, { stack, timeoutMs, signal }: CheckContext) {
  const start = Date.now()
  for (;;) {
    const targets = await readScrapeTargets(base, signal)
    const report = judgeScrapeTargets(stack, targets)
    const isOver = Date.now() - start > Math.min(timeoutMs, targetsSettleWithinMs(targets))
    if (!report.isPending || isOver) return { targets, report }
    await sleep(250, undefined, { signal })
  }
}
