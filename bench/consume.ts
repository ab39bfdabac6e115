// Events a second of a backlog: ours with its inbox, the Python peer, and kafka-python that only prints, in turn on the same servers.
import { loadavg } from 'node:os'
import { createConnection } from 'mysql2/promise'
import { renderTable } from '../cli/src/ui/table.ts'
import { ownConsumer, peerConsumer, printingConsumer } from './consumers.ts'
import type { Bench } from './harness/bench-options.ts'
import { startStack } from './harness/bench-stack.ts'
import { inTurn } from './harness/in-turn.ts'
import { insistOnServices } from './harness/insist-on-services.ts'
import { describeOthers, measureBeside } from './harness/others.ts'
import { createPeerDatabase } from './harness/peer.ts'
import { medianRatio, renderRatios } from './harness/ratio.ts'
import { createTopic, fillTopic } from './harness/topics.ts'
import { type Consumed, measureConsumer } from './measure-consumer.ts'
import { median } from './median.ts'

const defaultCount = 50_000

interface Series {
  readonly name: string
  readonly consumed: readonly Consumed[]
}

export const bench: Bench = async (options) => {
  const { rounds, signal, count = defaultCount } = options
  await insistOnServices({ peer: true })
  console.log(`consume: ${count} events, load average before ${loadavg()[0]?.toFixed(1)}`)
  await using stack = await startStack(['mysql', 'kafka'], signal)
  await createPeerDatabase(stack, signal)
  const { mysql = 0, kafka = 0, supervisor = 0 } = stack.processes
  const connection = await createConnection(stack.mysql)
  const series = [ownConsumer(stack), peerConsumer(stack), printingConsumer(stack)].map((consumer) => ({
    consumer,
    name: consumer.name,
    consumed: [] as Consumed[],
  }))
  try {
    for (let round = 1; round <= rounds; round++) {
      const topic = `events_${round}`
      await createTopic(stack.broker, topic)
      await fillTopic(stack.broker, topic, count)
      for (const { consumer, name, consumed } of inTurn(series, round)) {
        const { result, others } = await measureBeside([supervisor], signal, () =>
          measureConsumer(consumer, { topic, count, servers: { mysql, kafka }, connection, signal }),
        )
        consumed.push(result)
        console.log(`round ${round}: ${name}: ${result.rate.toFixed(0)}/s, ${describeOthers(others)}`)
      }
    }
  } finally {
    connection.destroy()
  }
  console.log(`\n${render(series)}`)
}

function render(series: readonly Series[]): string {
  const rows = series.map(({ name, consumed }) => {
    const of = (value: (one: Consumed) => number): string => median(consumed.map(value)).toFixed(0)
    const cpu = ['consumer', 'mysql', 'kafka'].map((process) => of((one) => one.cpuMicroseconds[process] ?? 0))
    return [name, of(({ rate }) => rate), ...cpu, of(({ residentBytes }) => residentBytes / 1e6)]
  })
  const header = ['', 'A SECOND', 'CPU µs EACH', 'MYSQL µs', 'KAFKA µs', 'RSS MB']
  const ratesOf = (index: number): readonly number[] => series[index]?.consumed.map(({ rate }) => rate) ?? []
  const ratios = [
    { what: 'ours ÷ peer', value: medianRatio(ratesOf(0), ratesOf(1)), goal: { atLeast: 3 } },
    { what: 'ours ÷ printing each', value: medianRatio(ratesOf(0), ratesOf(2)), goal: { atLeast: 3 } },
  ]
  return `${renderTable(rows, { header, right: [1, 2, 3, 4, 5] })}\n\n${renderRatios(ratios)}`
}
