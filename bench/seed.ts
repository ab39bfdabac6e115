// What `msctl seed` registers a second ÷ what autocannon does: the same number of the same kind of users, connections and entrance, in turn.
import { randomBytes } from 'node:crypto'
import { loadavg } from 'node:os'
import { createConnection } from 'mysql2/promise'
import { renderTable } from '../cli/src/ui/table.ts'
import type { Bench } from './harness/bench-options.ts'
import { type BenchStack, runMsctl, startStack } from './harness/bench-stack.ts'
import { inTurn } from './harness/in-turn.ts'
import { insistOnServices } from './harness/insist-on-services.ts'
import { startAutocannon } from './harness/load-process.ts'
import { describeOthers, measureBeside } from './harness/others.ts'
import { medianRatio, renderRatios } from './harness/ratio.ts'
import { median } from './median.ts'
import { untilAllEffects } from './until-all-effects.ts'

const defaultCount = 20_000
const connections = 32

interface Series {
  readonly name: string
  readonly entrance: 'gateway' | 'direct'
  /** Registers users of this seed and says how many a second. */
  readonly run: (seed: string) => Promise<number>
  readonly rates: number[]
}

export const bench: Bench = async (options) => {
  const { rounds, signal, count = defaultCount } = options
  await insistOnServices({ peer: false })
  console.log(`seed: ${count} users, load average before ${loadavg()[0]?.toFixed(1)}`)
  await using stack = await startStack(['--without', 'prometheus,adminer'], signal)
  const connection = await createConnection(stack.mysql)
  const series = (['gateway', 'direct'] as const).flatMap((entrance) => seriesOf(stack, entrance, count, signal))
  try {
    for (let round = 0; round <= rounds; round++) {
      // round 0 warms up
      for (const { name, entrance, run, rates } of inTurn(series, round)) {
        const { result, others } = await measureBeside([stack.processes.supervisor ?? 0], signal, async () => {
          const rate = await run(`bench${randomBytes(6).toString('hex')}`)
          await untilAllEffects(connection, 'users', signal)
          return rate
        })
        if (round > 0) rates.push(result)
        console.log(`round ${round}: ${name}, ${entrance}: ${result.toFixed(0)}/s, ${describeOthers(others)}`)
      }
    }
  } finally {
    connection.destroy()
  }
  console.log(`\n${render(series)}`)
}

function seriesOf(stack: BenchStack, entrance: Series['entrance'], count: number, signal: AbortSignal): Series[] {
  const isDirect = entrance === 'direct'
  const seedArguments = [
    '--count',
    String(count),
    '--concurrency',
    String(connections),
    ...(isDirect ? ['--direct'] : []),
  ]
  const url = isDirect
    ? `${stack.urlOf('user-service', 'http')}/register/`
    : `${stack.urlOf('traefik', 'gateway')}/api/users/register/`
  return [
    {
      name: 'msctl seed',
      entrance,
      run: async (seed) => {
        const printed = await runMsctl(stack.sandbox, ['seed', ...seedArguments, '--seed', seed, '--json'], signal)
        const { accepted, durationMs } = JSON.parse(printed) as { accepted: number; durationMs: number }
        if (accepted !== count) throw new Error(`msctl seed: ${accepted} of ${count} were accepted`)
        return (1000 * accepted) / durationMs
      },
      rates: [],
    },
    {
      name: 'autocannon',
      entrance,
      run: async (seed) => {
        // anew each time, as msctl seed
        await using autocannon = startAutocannon(signal)
        const { accepted, seconds } = await autocannon.run({ url, connections, seed, until: { users: count } })
        return accepted / seconds
      },
      rates: [],
    },
  ]
}

function render(series: readonly Series[]): string {
  const rows = series.map(({ name, entrance, rates }) => [name, entrance, median(rates).toFixed(0)])
  const ratesOf = (name: string, entrance: string): readonly number[] =>
    series.find((one) => one.name === name && one.entrance === entrance)?.rates ?? []
  const ratios = ['gateway', 'direct'].map((entrance) => ({
    what: `msctl seed ÷ autocannon, ${entrance}`,
    value: medianRatio(ratesOf('msctl seed', entrance), ratesOf('autocannon', entrance)),
    goal: { atLeast: 0.9 },
  }))
  return `${renderTable(rows, { header: ['', 'ENTRANCE', 'A SECOND'], right: [2] })}\n\n${renderRatios(ratios)}`
}
