// `msctl up` until all containers are healthy ÷ `docker compose up --wait` of the same file and parts, images present.
import { composeUp } from '../e2e/harness/compose-up.ts'
import { openSandbox } from '../e2e/harness/sandbox.ts'
import { compareUps, timeStatus, type UpTimes } from './compare-ups.ts'
import type { BenchOptions } from './harness/bench-options.ts'
import { runMsctl } from './harness/bench-stack.ts'
import { type HealthTimes, healthTimes } from './health-times.ts'
import { helpSeconds } from './help-seconds.ts'
import { median } from './median.ts'

interface ComposeTimes extends UpTimes {
  /** From healthy to ready by its own protocol, by component. */
  readonly added: Readonly<Record<string, number>>
}

export async function benchCompose(options: BenchOptions): Promise<void> {
  await compareUps(
    {
      target: 'compose',
      until: 'all healthy',
      command: 'docker compose up --wait',
      timeCommand: timeCompose,
      timeUp,
      rest: (ups) =>
        Object.keys(ups[0]?.added ?? {}).map((name) => [name, median(ups.map(({ added }) => added[name] ?? 0))]),
    },
    options,
  )
  console.log(`msctl --help ${(await helpSeconds()).toFixed(2)} s more than node -e 0`)
}

async function timeCompose(): Promise<number> {
  await using sandbox = await openSandbox('compose')
  const beginMs = Date.now()
  await composeUp(sandbox)
  return secondsUntilHealthy(await healthTimes(sandbox.name), beginMs)
}

async function timeUp(signal: AbortSignal): Promise<ComposeTimes> {
  await using sandbox = await openSandbox('compose')
  const beginMs = Date.now()
  const { components, canary } = JSON.parse(await runMsctl(sandbox, ['up', '--json'], signal)) as UpDocument
  const done = (Date.now() - beginMs) / 1000
  const times = await healthTimes(sandbox.name)
  const added = components.flatMap(({ name, elapsedMs }): [string, number][] => {
    const found = times.get(name)
    if (found === undefined || elapsedMs === undefined) return []
    return [[name, Math.max(0, (found.startedMs + elapsedMs - found.healthyMs) / 1000)]]
  })
  return {
    reached: secondsUntilHealthy(times, beginMs),
    done,
    added: Object.fromEntries(added),
    canary: canary.durationMs / 1000,
    status: await timeStatus(sandbox, signal),
  }
}

interface UpDocument {
  readonly components: readonly { readonly name: string; readonly elapsedMs?: number }[]
  readonly canary: { readonly durationMs: number }
}

function secondsUntilHealthy(times: ReadonlyMap<string, HealthTimes>, beginMs: number): number {
  return (Math.max(...[...times.values()].map(({ healthyMs }) => healthyMs)) - beginMs) / 1000
}
