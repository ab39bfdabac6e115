// `msctl seed --count 1000000` and `msctl check conservation` on a stack with all its parts, and what every process holds in memory meanwhile.
import { loadavg } from 'node:os'
import { type Connection, createConnection } from 'mysql2/promise'
import { renderTable } from '../cli/src/ui/table.ts'
import type { Bench } from './harness/bench-options.ts'
import { type BenchStack, runMsctl, startStack } from './harness/bench-stack.ts'
import { insistOnServices } from './harness/insist-on-services.ts'
import { lastId } from './harness/last-id.ts'
import { type MemorySeries, openMemorySeries } from './harness/memory-series.ts'
import { renderRatios } from './harness/ratio.ts'
import { until } from './harness/until.ts'

const defaultCount = 1_000_000
const steps = 10
/** Of the largest after the first step, when whatever caches there are have filled. */
const flat = 1.1

export const bench: Bench = async (options) => {
  const { signal, count = defaultCount } = options
  await insistOnServices({ peer: false })
  console.log(`million: ${count} users, load average before ${loadavg()[0]?.toFixed(1)}`)
  await using stack = await startStack([], signal)
  using memory = openMemorySeries(stack.processes)
  const connection = await createConnection(stack.mysql)
  try {
    await seedInSteps(stack, count, memory, connection, signal)
    const begin = performance.now()
    const printed = await runMsctl(stack.sandbox, ['check', 'conservation'], signal, (pid) =>
      memory.watch('msctl check', pid),
    )
    memory.endStep('check')
    console.log(
      `\n${printed}\nmsctl check took ${((performance.now() - begin) / 1000).toFixed(0)} s\n\n${render(memory)}`,
    )
  } finally {
    connection.destroy()
  }
}

async function seedInSteps(
  stack: BenchStack,
  count: number,
  memory: MemorySeries,
  connection: Connection,
  signal: AbortSignal,
): Promise<void> {
  const begin = performance.now()
  let failure: unknown
  const seeding = runMsctl(stack.sandbox, ['seed', '--count', String(count), '--json'], signal, (pid) =>
    memory.watch('msctl seed', pid),
  ).catch((error: unknown) => {
    failure = error
  })
  for (let step = 1; step <= steps; step++) {
    const users = Math.round((count * step) / steps)
    const areNotified = async (): Promise<boolean> => {
      if (failure !== undefined) throw failure
      return (await lastId(connection, 'users.notifications')) >= users
    }
    const what = `${users} users have their notifications`
    await until(areNotified, { what, signal, everyMs: 200, timeoutMs: 3_600_000 })
    memory.endStep(String(users))
    const seconds = (performance.now() - begin) / 1000
    console.log(`${what} after ${seconds.toFixed(0)} s, load average ${loadavg()[0]?.toFixed(1)}`)
  }
  await seeding
}

function render({ steps }: MemorySeries): string {
  const names = [...new Set(steps.flatMap(({ largest }) => Object.keys(largest)))]
  const rows = names.map((name) => [name, ...steps.map(({ largest }) => toMegabytes(largest[name]))])
  const header = ['RSS MB', ...steps.map(({ name }) => name)]
  const table = renderTable(rows, { header, right: header.map((_, column) => column).slice(1) })
  const [first, ...later] = steps.filter(({ name }) => name !== 'check')
  const ratios = names.flatMap((name) => {
    const before = first?.largest[name]
    if (before === undefined) return []
    const value = Math.max(...later.map(({ largest }) => largest[name] ?? 0)) / before
    return [{ what: `${name}, largest after ${first?.name} ÷ until then`, value, goal: { atMost: flat } }]
  })
  return `${table}\n\n${renderRatios(ratios)}`
}

function toMegabytes(bytes: number | undefined): string {
  return bytes === undefined || bytes === 0 ? '–' : (bytes / 1e6).toFixed(0)
}
