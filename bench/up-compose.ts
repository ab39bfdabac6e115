// `msctl up` until all containers are healthy ÷ `docker compose up --wait` of the same file and parts, images present.
import { composeUp } from '../e2e/harness/compose-up.ts'
import { msctl } from '../e2e/harness/msctl.ts'
import { openSandbox, type Sandbox } from '../e2e/harness/sandbox.ts'
import type { BenchOptions } from './harness/bench-options.ts'
import { inTurn } from './harness/in-turn.ts'
import { untilQuiet } from './harness/others.ts'
import { type HealthTimes, healthTimes } from './health-times.ts'
import { helpSeconds } from './help-seconds.ts'
import { median } from './median.ts'

interface UpTimes {
  /** Until the last container was healthy. */
  readonly healthySeconds: number
  /** Until `msctl up` was done. */
  readonly doneSeconds: number
  /** From healthy to ready by its own protocol, by component. */
  readonly added: Readonly<Record<string, number>>
  readonly canarySeconds: number
  readonly statusSeconds: number
}

export async function benchCompose({ rounds, signal }: BenchOptions): Promise<void> {
  // Builds the images and warms the caches of the machine.
  await timePlain()
  const plains: number[] = []
  const ups: UpTimes[] = []
  for (let round = 0; round < rounds; round++) {
    for (const which of inTurn(['plain', 'up'], round)) {
      await untilQuiet([process.pid], signal)
      if (which === 'plain') plains.push(await timePlain())
      else ups.push(await timeUp())
    }
    const [plain = 0, up = 0] = [plains.at(-1), ups.at(-1)?.healthySeconds]
    console.log(
      `compose, round ${round + 1}: up ${up.toFixed(2)} s, docker compose ${plain.toFixed(2)} s, ratio ${(up / plain).toFixed(2)}`,
    )
  }
  await print(plains, ups, rounds)
}

async function print(plains: readonly number[], ups: readonly UpTimes[], rounds: number): Promise<void> {
  const of = (value: (up: UpTimes) => number): number => median(ups.map(value))
  const [plain, up] = [median(plains), of(({ healthySeconds }) => healthySeconds)]
  console.log(
    `\ncompose, all healthy: msctl up ${up.toFixed(2)} s ÷ docker compose up --wait ${plain.toFixed(2)} s = ${(up / plain).toFixed(2)} (medians of ${rounds})`,
  )
  console.log(`msctl up is done after ${of(({ doneSeconds }) => doneSeconds).toFixed(2)} s; from healthy to ready:`)
  for (const name of Object.keys(ups[0]?.added ?? {})) {
    console.log(`  ${name} ${of(({ added }) => added[name] ?? 0).toFixed(2)} s`)
  }
  console.log(`  canary ${of(({ canarySeconds }) => canarySeconds).toFixed(2)} s`)
  console.log(`msctl status ${of(({ statusSeconds }) => statusSeconds).toFixed(2)} s`)
  console.log(`msctl --help ${(await helpSeconds()).toFixed(2)} s more than node -e 0\n`)
}

async function timePlain(): Promise<number> {
  await using sandbox = await openSandbox('compose')
  const beginMs = Date.now()
  await composeUp(sandbox)
  return secondsUntilHealthy(await healthTimes(sandbox.name), beginMs)
}

async function timeUp(): Promise<UpTimes> {
  await using sandbox = await openSandbox('compose')
  const beginMs = Date.now()
  const { components, canary } = JSON.parse(await outputOf(sandbox, 'up', '--json')) as UpDocument
  const doneSeconds = (Date.now() - beginMs) / 1000
  const times = await healthTimes(sandbox.name)
  const added = components.flatMap(({ name, elapsedMs }): [string, number][] => {
    const found = times.get(name)
    if (found === undefined || elapsedMs === undefined) return []
    return [[name, Math.max(0, (found.startedMs + elapsedMs - found.healthyMs) / 1000)]]
  })
  const statusBeginMs = performance.now()
  await outputOf(sandbox, 'status')
  return {
    healthySeconds: secondsUntilHealthy(times, beginMs),
    doneSeconds,
    added: Object.fromEntries(added),
    canarySeconds: canary.durationMs / 1000,
    statusSeconds: (performance.now() - statusBeginMs) / 1000,
  }
}

interface UpDocument {
  readonly components: readonly { readonly name: string; readonly elapsedMs?: number }[]
  readonly canary: { readonly durationMs: number }
}

function secondsUntilHealthy(times: ReadonlyMap<string, HealthTimes>, beginMs: number): number {
  return (Math.max(...[...times.values()].map(({ healthyMs }) => healthyMs)) - beginMs) / 1000
}

async function outputOf(sandbox: Sandbox, ...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await msctl(sandbox, ...args)
  if (exitCode !== 0) throw new Error(`msctl ${args.join(' ')}: exit ${exitCode}\n${stdout}\n${stderr}`)
  return stdout
}
