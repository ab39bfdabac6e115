import { parseDuration } from '../lib/parse-duration.ts'
import type { ComponentName } from '../stack/components.ts'
import { isForeign, type Stack } from '../stack/stack.ts'
import { askPrometheus } from './ask-prometheus.ts'

/** A target of Prometheus as it reports it. */
export interface ScrapeTarget {
  readonly job: string
  readonly instance: string
  readonly health: 'up' | 'down' | 'unknown'
  readonly lastError: string
  /** Of the last scrape; undefined before the first. */
  readonly lastScrapeAt: Date | undefined
  readonly intervalMs: number
}

interface RawTarget {
  readonly labels: Readonly<Record<string, string>>
  readonly health: ScrapeTarget['health']
  readonly lastError: string
  readonly lastScrape: string
  readonly scrapeInterval?: string
}

export async function readScrapeTargets(prometheus: string, signal: AbortSignal): Promise<readonly ScrapeTarget[]> {
  const data = await askPrometheus(prometheus, '/api/v1/targets?state=active', signal)
  return (data as { activeTargets: readonly RawTarget[] }).activeTargets.map((raw) => {
    const lastScrape = new Date(raw.lastScrape)
    return {
      job: raw.labels.job ?? '',
      instance: raw.labels.instance ?? '',
      health: raw.health,
      lastError: raw.lastError,
      lastScrapeAt: lastScrape.getTime() > 0 ? lastScrape : undefined,
      intervalMs: parseInterval(raw.scrapeInterval),
    }
  })
}

/** "5s", "1m30s", "500ms"; what is absent counts as our configuration's 5 s. */
export function parseInterval(text: string | undefined): number {
  return parseDuration(text ?? '') || 5000
}

export function longestIntervalMs(targets: readonly ScrapeTarget[]): number {
  return Math.max(1000, ...targets.map(({ intervalMs }) => intervalMs))
}

/**
 * How long it may take until what was started is scraped and what has gone is no target any more: two scrapes, after the clock of 5 s on which
 * Prometheus takes over changes of its targets.
 */
export function targetsSettleWithinMs(targets: readonly ScrapeTarget[]): number {
  return 5000 + 2 * longestIntervalMs(targets)
}

export interface ScrapeReport {
  readonly isComplete: boolean
  /**
   * Time may mend it: what is not there, or was not scraped yet, may still come, and what is down beside as many as there should be is a replica
   * that has gone, of which Prometheus has not heard yet.
   */
  readonly isPending: boolean
  readonly up: number
  readonly total: number
  /** Why it is not complete; empty otherwise. */
  readonly problems: readonly string[]
}

const scraped: readonly ComponentName[] = ['user-service', 'notification-service', 'traefik', 'prometheus']

/**
 * Whether every replica that the stack should have is scraped and up. A service that the user runs, or somebody else's image, may be
 * down; a part that the stack does not have is, where its job is in the configuration all the same.
 */
export function judgeScrapeTargets(stack: Stack, targets: readonly ScrapeTarget[]): ScrapeReport {
  const ours = stack.components
    .filter(({ name }) => scraped.includes(name))
    .filter((component) => !isForeign(component))
  const isOfOthers = (job: string): boolean =>
    scraped.some((name) => name === job) && !ours.some(({ name }) => name === job)
  const own = targets.filter(({ job }) => !isOfOthers(job))
  const down = own.filter(({ health }) => health !== 'up')
  const missing = ours
    .map(({ name, replicas }) => ({ name, lacks: replicas - own.filter(({ job }) => job === name).length }))
    .filter(({ lacks }) => lacks > 0)
  const problems = [
    ...down.map(({ job, instance, health, lastError }) => {
      return `${job} ${instance}: ${health === 'unknown' ? 'not scraped yet' : lastError || health}`
    }),
    ...missing.map(({ name, lacks }) => `${name}: ${lacks} ${lacks === 1 ? 'target' : 'targets'} missing`),
  ]
  const total = own.length + missing.reduce((sum, { lacks }) => sum + lacks, 0)
  const isComplete = problems.length === 0 && total > 0
  const hasGone = ({ job }: ScrapeTarget): boolean => {
    const working = own.filter((target) => target.job === job && target.health === 'up').length
    return working >= (ours.find(({ name }) => name === job)?.replicas ?? Number.POSITIVE_INFINITY)
  }
  const isPending = !isComplete && down.every((target) => target.health === 'unknown' || hasGone(target))
  return { isComplete, isPending, up: own.length - down.length, total, problems }
}
