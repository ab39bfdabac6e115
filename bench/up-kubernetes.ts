// `msctl up` until every workload is rolled out ÷ `kubectl apply -k` and `kubectl rollout status` of the same parts, images present.
import { setTimeout as sleep } from 'node:timers/promises'
import { createStack } from '../cli/src/stack/create-stack.ts'
import { defaultSettings } from '../cli/src/stack/settings.ts'
import { openCluster } from '../cli/src/targets/kubernetes/api/open-cluster.ts'
import { isRolledOut } from '../cli/src/targets/kubernetes/status/is-rolled-out.ts'
import { listWorkloads } from '../cli/src/targets/kubernetes/status/list-objects.ts'
import { applyWithKubectl } from '../e2e/harness/cluster.ts'
import { openSandbox } from '../e2e/harness/sandbox.ts'
import { compareUps, timeStatus, type UpTimes } from './compare-ups.ts'
import type { BenchOptions } from './harness/bench-options.ts'
import { runMsctl } from './harness/bench-stack.ts'
import { median } from './median.ts'

const components = createStack({ settings: defaultSettings(), without: ['grafana'] }).components.map(({ name }) => name)

export async function benchKubernetes(options: BenchOptions): Promise<void> {
  await compareUps(
    {
      target: 'kubernetes',
      until: 'all rolled out',
      command: 'kubectl apply -k and rollout status',
      timeCommand: timeKubectl,
      timeUp,
      rest: (ups) => [
        ['each by its own protocol', median(ups.map(({ reached, done, canary }) => done - reached - canary))],
      ],
    },
    options,
  )
}

async function timeKubectl(): Promise<number> {
  await using sandbox = await openSandbox('kubernetes')
  const begin = performance.now()
  await applyWithKubectl(sandbox)
  return (performance.now() - begin) / 1000
}

async function timeUp(signal: AbortSignal): Promise<UpTimes> {
  await using sandbox = await openSandbox('kubernetes')
  const begin = performance.now()
  const seconds = (): number => (performance.now() - begin) / 1000
  const rolledOut = untilRolledOut(sandbox.name, signal).then(seconds)
  const up = await runMsctl(sandbox, ['up', '--json'], signal)
  const done = seconds()
  const { canary } = JSON.parse(up) as { readonly canary: { readonly durationMs: number } }
  const status = await timeStatus(sandbox, signal)
  await runMsctl(sandbox, ['down', '--volumes'], signal)
  return { reached: await rolledOut, done, canary: canary.durationMs / 1000, status }
}

/** As `kubectl rollout status` decides it, of every workload. */
async function untilRolledOut(namespace: string, signal: AbortSignal): Promise<void> {
  const cluster = await openCluster(undefined)
  for (;;) {
    const workloads = await listWorkloads(cluster, namespace, signal)
    if (workloads.length === components.length && workloads.every(isRolledOut)) break
    await sleep(100)
  }
  await cluster.close()
}
