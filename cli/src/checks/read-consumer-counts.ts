import { askHttp } from '../probes/ask-http.ts'
import type { Paths } from '../probes/paths.ts'
import { componentOf, type Stack } from '../stack/stack.ts'
import type { ConsumerCount } from './baseline.ts'
import { parseExposition } from './parse-exposition.ts'

/** What each replica of notification-service has counted by now, from its own /metrics. A replica that does not answer is left out. */
export async function readConsumerCounts(
  stack: Stack,
  paths: Paths,
  signal: AbortSignal,
): Promise<readonly ConsumerCount[]> {
  const addresses = await addressesOf(stack, paths)
  const counts = await Promise.all(addresses.map((address) => readCount(address, signal).catch(() => undefined)))
  signal.throwIfAborted()
  return counts.filter((count) => count !== undefined)
}

async function addressesOf(stack: Stack, paths: Paths): Promise<readonly string[]> {
  const isExternal = stack.external.some(({ name }) => name === 'notification-service')
  const replicas = isExternal ? 1 : (componentOf(stack, 'notification-service')?.replicas ?? 0)
  return Promise.all(
    Array.from({ length: replicas }, (_, index) => paths.url('notification-service', 'http', index + 1)),
  )
}

async function readCount(address: string, signal: AbortSignal): Promise<ConsumerCount | undefined> {
  const { text } = await askHttp(`${address}/metrics`, { signal })
  const samples = parseExposition(text)
  const metric = (name: string): number | undefined => samples.find((sample) => sample.name === name)?.value
  const startedAtSeconds = metric('process_start_time_seconds')
  const eventsConsumed = metric('events_consumed_total')
  return startedAtSeconds === undefined || eventsConsumed === undefined
    ? undefined
    : { startedAtSeconds, eventsConsumed }
}
