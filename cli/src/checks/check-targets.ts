import { judgeScrapeTargets, readScrapeTargets } from '../probes/scrape-targets.ts'
import type { Check } from './check.ts'

export const checkTargets: Check = {
  name: 'targets',
  summary: 'Prometheus scrapes every replica of both services, Traefik and itself, and all are up',
  run: async (context) => {
    const base = await context.prometheus()
    context.showCommand(`curl -s ${base}/api/v1/targets?state=active`)
    const targets = await readScrapeTargets(base, context.signal)
    const { isComplete, up, total, problems } = judgeScrapeTargets(context.stack, targets)
    const newest = Math.max(...targets.map(({ lastScrapeAt }) => lastScrapeAt?.getTime() ?? 0))
    const age = newest > 0 ? `, last scrape ${(Math.max(0, Date.now() - newest) / 1000).toFixed(1)} s ago` : ''
    return {
      verdict: isComplete ? 'ok' : 'failed',
      detail: `${up} of ${total} up${age}`,
      lines: problems,
      evidence: { targets },
    }
  },
}
