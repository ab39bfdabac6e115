import { askHttp } from './ask-http.ts'
import type { Question } from './probe-context.ts'
import { judgeScrapeTargets, readScrapeTargets } from './scrape-targets.ts'

/** It is ready and has scraped every replica of what the stack wants scraped. */
export const probePrometheus: Question = async ({ stack, paths }, signal) => {
  const base = await paths.url('prometheus', 'http')
  const { status } = await askHttp(`${base}/-/ready`, { signal })
  if (status !== 200) throw new Error(`/-/ready answered ${status}`)
  const report = judgeScrapeTargets(stack, await readScrapeTargets(base, signal))
  const detail = `${report.up} of ${report.total} targets up`
  if (!report.isComplete) throw new Error([detail, ...report.problems.slice(0, 3)].join('; '))
  return detail
}
