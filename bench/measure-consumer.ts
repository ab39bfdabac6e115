import type { Connection } from 'mysql2/promise'
import type { Consumer } from './consumers.ts'
import { type ProcessUsage, usageOf } from './harness/process-usage.ts'
import { until } from './harness/until.ts'

export interface Consumed {
  /** Effects a second, from the first that was seen to the last: the start of the process and of its group are not part of it. */
  readonly rate: number
  /** Of one event, by process. */
  readonly cpuMicroseconds: Readonly<Record<string, number>>
  readonly residentBytes: number
}

export interface MeasureConsumerOptions {
  readonly topic: string
  /** Of events on the topic. */
  readonly count: number
  /** Whose CPU is of interest beside the consumer's. */
  readonly servers: Readonly<Record<string, number>>
  readonly connection: Connection
  readonly signal: AbortSignal
}

interface Sample {
  readonly seconds: number
  readonly effects: number
  readonly usages: Readonly<Record<string, ProcessUsage>>
}

/** Starts a consumer, waits until each event had its effect, and ends it. */
export async function measureConsumer(consumer: Consumer, options: MeasureConsumerOptions): Promise<Consumed> {
  const { topic, count, servers, connection, signal } = options
  await consumer.prepare(connection)
  await using program = await consumer.start(topic, signal)
  const sample = (effects: number): Sample => {
    const pids = { consumer: program.pid, ...servers }
    const usages = Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, usageOf(pid)]))
    return { seconds: performance.now() / 1000, effects, usages }
  }
  let first: Sample | undefined
  const areAllThere = async (): Promise<boolean> => {
    program.insistRunning()
    const effects = await consumer.progress(connection, program)
    if (effects > 0) first ??= sample(effects)
    return effects >= count && (await consumer.count(connection, program)) === count
  }
  await until(areAllThere, { what: `${consumer.name}: ${count} events have their effect`, signal, everyMs: 20 })
  const last = sample(count)
  if (first === undefined || first.effects === count) throw new Error(`${count} events are too few to measure`)
  return toConsumed(first, last)
}

function toConsumed(first: Sample, last: Sample): Consumed {
  const events = last.effects - first.effects
  const cpu = Object.entries(last.usages).map(([name, { cpuSeconds }]) => {
    const seconds = cpuSeconds - (first.usages[name]?.cpuSeconds ?? 0)
    return [name, (1e6 * seconds) / events] as const
  })
  return {
    rate: events / (last.seconds - first.seconds),
    cpuMicroseconds: Object.fromEntries(cpu),
    residentBytes: last.usages.consumer?.residentBytes ?? 0,
  }
}
