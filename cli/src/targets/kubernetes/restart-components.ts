import { setTimeout as sleep } from 'node:timers/promises'
import type { Run } from '../../lib/run.ts'
import type { ComponentName } from '../../stack/components.ts'
import { patchWorkload } from './api/patch-workload.ts'
import { type KubernetesContext, kubectl } from './context.ts'
import { componentIn } from './labels.ts'
import { isRolledOut } from './status/is-rolled-out.ts'
import { listWorkloads } from './status/list-objects.ts'
import type { Workload } from './status/objects.ts'
import { createObserver } from './status/observe.ts'
import { toStatuses } from './status/to-statuses.ts'

const pollMs = 250
/** Whoever restarts waits on by itself then, and says what it waits for. */
const acceptedWithinMs = 180_000

/**
 * New pods in the place of the old ones, as `kubectl rollout restart` makes them: of our services a new one serves before an old one
 * goes. Resolves once all were replaced, or as soon as a new one has failed.
 */
export async function restartComponents(
  context: KubernetesContext,
  components: readonly ComponentName[],
  run: Run,
): Promise<void> {
  const { stack, cluster } = context
  const { signal } = run
  const workloads = ofComponents(components, await listWorkloads(cluster, stack.name, signal))
  const annotations = { 'kubectl.kubernetes.io/restartedAt': new Date().toISOString() }
  const spec = { template: { metadata: { annotations } } }
  await Promise.all(
    workloads.map(async ({ kind, metadata: { name } }) => {
      run.showCommand(`${kubectl(context)} rollout restart ${kind.toLowerCase()}/${name}`)
      await patchWorkload(cluster, { namespace: stack.name, kind, name, spec, verb: 'change' }, signal)
    }),
  )
  await untilReplaced(context, components, run)
}

function ofComponents(components: readonly ComponentName[], workloads: readonly Workload[]): readonly Workload[] {
  return workloads.filter(({ metadata }) => components.some((name) => name === componentIn(metadata.labels)))
}

async function untilReplaced(
  { stack, cluster }: KubernetesContext,
  components: readonly ComponentName[],
  { signal }: Run,
): Promise<void> {
  const deadline = Date.now() + acceptedWithinMs
  const observe = createObserver(cluster, stack.name)
  while (Date.now() < deadline) {
    const observed = await observe(signal)
    if (ofComponents(components, observed.workloads).every(isRolledOut)) return
    const statuses = toStatuses(observed, { stack, context: cluster.context })
    if (statuses.some(({ name, state }) => state === 'failed' && components.includes(name))) return
    await sleep(pollMs, undefined, { signal })
  }
}
