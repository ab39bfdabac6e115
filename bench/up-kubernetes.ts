// `msctl up` until every workload is rolled out ÷ `kubectl apply -k` and `kubectl rollout status` of the same parts, images present.
import { setTimeout as sleep } from 'node:timers/promises'
import { createStack } from '../cli/src/stack/create-stack.ts'
import { defaultSettings } from '../cli/src/stack/settings.ts'
import { openCluster } from '../cli/src/targets/kubernetes/api/open-cluster.ts'
import { isRolledOut } from '../cli/src/targets/kubernetes/status/is-rolled-out.ts'
import { listWorkloads } from '../cli/src/targets/kubernetes/status/list-objects.ts'
import { applyWithKubectl } from '../e2e/harness/cluster.ts'
import { openSandbox } from '../e2e/harness/sandbox.ts'
import { runMsctl } from './harness/bench-stack.ts'
import { inTurn } from './harness/in-turn.ts'
import { median } from './median.ts'

interface UpTimes {
  /** Until the last workload was rolled out. */
  readonly rolledOutSeconds: number
  /** Until `msctl up` was done. */
  readonly doneSeconds: number
  readonly canarySeconds: number
  readonly statusSeconds: number
}

const components = createStack({ settings: defaultSettings(), without: ['grafana'] }).components.map(({ name }) => name)
const { signal } = new AbortController()

export async function benchKubernetes(rounds: number): Promise<void> {
  // Warms the caches of machine and node.
  await timePlain()
  const plains: number[] = []
  const ups: UpTimes[] = []
  for (let round = 0; round < rounds; round++) {
    for (const which of inTurn(['plain', 'up'], round)) {
      if (which === 'plain') plains.push(await timePlain())
      else ups.push(await timeUp())
      await sleep(1000)
    }
    const [plain = 0, up = 0] = [plains.at(-1), ups.at(-1)?.rolledOutSeconds]
    console.log(
      `kubernetes, round ${round + 1}: up ${up.toFixed(2)} s, kubectl ${plain.toFixed(2)} s, ratio ${(up / plain).toFixed(2)}`,
    )
  }
  print(plains, ups, rounds)
}

function print(plains: readonly number[], ups: readonly UpTimes[], rounds: number): void {
  const of = (value: (up: UpTimes) => number): number => median(ups.map(value))
  const [plain, up] = [median(plains), of(({ rolledOutSeconds }) => rolledOutSeconds)]
  console.log(
    `\nkubernetes, all rolled out: msctl up ${up.toFixed(2)} s ÷ kubectl apply -k and rollout status ${plain.toFixed(2)} s = ${(up / plain).toFixed(2)} (medians of ${rounds})`,
  )
  const done = of(({ doneSeconds }) => doneSeconds)
  const canary = of(({ canarySeconds }) => canarySeconds)
  console.log(`msctl up is done after ${done.toFixed(2)} s; from rolled out to done:`)
  console.log(
    `  each by its own protocol ${of((one) => one.doneSeconds - one.rolledOutSeconds - one.canarySeconds).toFixed(2)} s`,
  )
  console.log(`  canary ${canary.toFixed(2)} s`)
  console.log(`msctl status ${of(({ statusSeconds }) => statusSeconds).toFixed(2)} s\n`)
}

async function timePlain(): Promise<number> {
  await using sandbox = await openSandbox('kubernetes')
  const begin = performance.now()
  await applyWithKubectl(sandbox)
  return (performance.now() - begin) / 1000
}

async function timeUp(): Promise<UpTimes> {
  await using sandbox = await openSandbox('kubernetes')
  const begin = performance.now()
  const seconds = (): number => (performance.now() - begin) / 1000
  const rolledOut = untilRolledOut(sandbox.name).then(seconds)
  const up = await runMsctl(sandbox, ['up', '--json'], signal)
  const doneSeconds = seconds()
  const { canary } = JSON.parse(up) as { readonly canary: { readonly durationMs: number } }
  const statusBegin = performance.now()
  await runMsctl(sandbox, ['status'], signal)
  const statusSeconds = (performance.now() - statusBegin) / 1000
  await runMsctl(sandbox, ['down', '--volumes'], signal)
  return { rolledOutSeconds: await rolledOut, doneSeconds, canarySeconds: canary.durationMs / 1000, statusSeconds }
}

/** As `kubectl rollout status` decides it, of every workload. */
async function untilRolledOut(namespace: string): Promise<void> {
  const cluster = await openCluster(undefined)
  for (;;) {
    const workloads = await listWorkloads(cluster, namespace, signal)
    if (workloads.length === components.length && workloads.every(isRolledOut)) break
    await sleep(100)
  }
  await cluster.close()
}
