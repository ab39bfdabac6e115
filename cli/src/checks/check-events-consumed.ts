import { setTimeout as sleep } from 'node:timers/promises'
import { formatCount } from '../lib/units.ts'
import {
  longestIntervalMs,
  readScrapeTargets,
  type ScrapeTarget,
  targetsSettleWithinMs,
} from '../probes/scrape-targets.ts'
import type { Check, Finding } from './check.ts'
import type { CheckContext } from './check-context.ts'
import { type ConsumerSample, joinConsumerSamples, judgeWindow } from './consumed-window.ts'
import { countRows } from './count-rows.ts'
import { queryRaw } from './prometheus-query.ts'
import { type PartitionLag, readLag } from './read-lag.ts'

const job = 'notification-service'

export const checkEventsConsumed: Check = {
  name: 'events_consumed',
  summary: 'The raw samples of events_consumed_total grew by as many as there are new inbox rows',
  reliesOn: ['user-service', 'notification-service'],
  run: compareWithInbox,
}

async function compareWithInbox(context: CheckContext): Promise<Finding> {
  const { signal } = context
  const baseline = context.baseline()
  const base = await context.prometheus()
  const targets = await readConsumerTargets(base, signal)
  const { isSettled, lag, at: restSince } = await context.settled()
  if (!isSettled) return { verdict: 'not-comparable', detail: 'events are still being handled: see lag' }
  if (baseline === undefined) {
    return { verdict: 'not-comparable', detail: 'no baseline was taken; msctl reset takes one' }
  }
  const { samples, down } = await samplesAtRest(base, targets, restSince, signal)
  if (down !== undefined) return { verdict: 'failed', detail: `target down: ${down.instance}, ${down.lastError}` }
  const inboxRows = (await countRows(await context.mysql())).inbox - baseline.window.inboxRows
  const evidence = { window: baseline.window, samples: samples.map(toJson), inboxRows }
  const stale = samples.filter(({ at }) => at < restSince)
  if (samples.length === 0)
    return { verdict: 'failed', detail: `never exposed: ${job} does not have events_consumed_total` }
  if (stale.length > 0) return { verdict: 'failed', detail: `stale: ${describeStale(stale)}`, evidence }
  const judgement = judgeWindow(baseline.window, samples)
  if (judgement.kind === 'not-comparable') return { verdict: 'not-comparable', detail: judgement.reason, evidence }
  const { difference } = judgement
  const shown = `raw difference ${formatCount(difference)}`
  const rows = `${formatCount(inboxRows)} inbox rows in the window`
  if (difference !== inboxRows && endOf(await readLag(await context.admin(), context.stack.topic)) !== endOf(lag)) {
    return { verdict: 'not-comparable', detail: 'events came in meanwhile', evidence }
  }
  return difference === inboxRows
    ? { verdict: 'ok', detail: `${shown} = ${rows}`, evidence }
    : { verdict: 'failed', detail: `wrong value: ${shown}, but ${rows}`, evidence }
}

async function readConsumerTargets(base: string, signal: AbortSignal): Promise<readonly ScrapeTarget[]> {
  return (await readScrapeTargets(base, signal)).filter((target) => target.job === job)
}

interface SamplesAtRest {
  readonly samples: readonly ConsumerSample[]
  /** One that could not be scraped to the end. */
  readonly down: ScrapeTarget | undefined
}

/**
 * The newest samples of all consumers, once each was scraped after the stack had come to rest, or should have been. Those that are scraped no
 * more (after `scale` or `restart`) are in the range for a while, and are left out; of those that have just gone it waits until Prometheus knows.
 */
async function samplesAtRest(
  base: string,
  known: readonly ScrapeTarget[],
  restSince: number,
  signal: AbortSignal,
): Promise<SamplesAtRest> {
  const deadline = Date.now() + targetsSettleWithinMs(known)
  const window = `${Math.ceil((4 * longestIntervalMs(known)) / 1000)}s`
  for (;;) {
    const [targets, consumed, started] = await Promise.all([
      readConsumerTargets(base, signal),
      queryRaw(base, `events_consumed_total[${window}]`, signal),
      queryRaw(base, `process_start_time_seconds[${window}]`, signal),
    ])
    const samples = joinConsumerSamples(consumed, started).filter(({ instance }) =>
      targets.some((target) => target.instance === instance),
    )
    const down = targets.find(({ health }) => health === 'down')
    const isFresh = samples.length >= targets.length && samples.every(({ at }) => at >= restSince)
    if ((isFresh && samples.length > 0 && down === undefined) || Date.now() > deadline) return { samples, down }
    await sleep(250, undefined, { signal })
  }
}

function toJson(sample: ConsumerSample): object {
  return { ...sample, at: new Date(sample.at).toISOString() }
}

/** Messages that were ever written: it tells whether any came. */
function endOf(lag: readonly PartitionLag[]): number {
  return lag.reduce((sum, { end }) => sum + end, 0)
}

function describeStale(samples: readonly ConsumerSample[]): string {
  return samples
    .map(({ instance, at }) => `${instance} last scraped ${new Date(at).toTimeString().slice(0, 8)}`)
    .join(', ')
}
