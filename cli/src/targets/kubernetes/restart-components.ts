import { setTimeout as sleep } from 'node:timers/promises'
import type { Run } from '../../lib/run.ts'
import type { ComponentName } from '../../stack/components.ts'
import { patchWorkload } from './api/patch-workload.ts'
import { type KubernetesContext, kubectl } from './context.ts'
import { componentIn } from './labels.ts'
import { renewStuckPods } from './renew-stuck-pods.ts'
import { isRolledOut } from './status/is-rolled-out.ts'
import { listEvents, listWorkloads } from './status/list-objects.ts'
import type { KubeEvent, Workload } from './status/objects.ts'
import { createObserver } from './status/observe.ts'
import { type ObservedStack, toStatuses } from './status/to-statuses.ts'

/** As `kubectl rollout restart` sets it: a pod has it from the template that it was made of. */
const restartedAtKey = 'kubectl.kubernetes.io/restartedAt'
const pollMs = 250
/** Whoever restarts waits on by itself then, and says what it waits for. */
const acceptedWithinMs = 180_000

/**
 * New pods in the place of the old ones, as `kubectl rollout restart` makes them: of our services a new one serves before an old one
 * goes. Resolves once all were replaced, or as soon as a new one has failed; how an old one fares does not matter.
 */
export async function restartComponents(
  context: KubernetesContext,
  components: readonly ComponentName[],
  run: Run,
): Promise<void> {
  const { stack, cluster } = context
  const { signal } = run
  const [all, events] = await Promise.all([
    listWorkloads(cluster, stack.name, signal),
    listEvents(cluster, stack.name, signal),
  ])
  const restartedAt = new Date().toISOString()
  const spec = { template: { metadata: { annotations: { [restartedAtKey]: restartedAt } } } }
  await Promise.all(
    ofComponents(components, all).map(async ({ kind, metadata: { name } }) => {
      run.showCommand(`${kubectl(context)} rollout restart ${kind.toLowerCase()}/${name}`)
      await patchWorkload(cluster, { namespace: stack.name, kind, name, spec, verb: 'change' }, signal)
      if (kind === 'StatefulSet') await renewStuckPods(context, name, signal)
    }),
  )
  await untilReplaced(context, components, (observed) => sinceRestart(observed, restartedAt, events), run)
}

function ofComponents(components: readonly ComponentName[], workloads: readonly Workload[]): readonly Workload[] {
  return workloads.filter(({ metadata }) => components.some((name) => name === componentIn(metadata.labels)))
}

async function untilReplaced(
  { stack, cluster }: KubernetesContext,
  components: readonly ComponentName[],
  toNew: (observed: ObservedStack) => ObservedStack,
  { signal }: Run,
): Promise<void> {
  const deadline = Date.now() + acceptedWithinMs
  const observe = createObserver(cluster, stack.name)
  while (Date.now() < deadline) {
    const observed = await observe(signal)
    if (ofComponents(components, observed.workloads).every(isRolledOut)) return
    const statuses = toStatuses(toNew(observed), { stack, context: cluster.context })
    if (statuses.some(({ name, state }) => state === 'failed' && components.includes(name))) return
    await sleep(pollMs, undefined, { signal })
  }
}

/** Without the old pods, what was told before, and workloads of which the cluster has not yet seen that they were changed. */
function sinceRestart(observed: ObservedStack, restartedAt: string, before: readonly KubeEvent[]): ObservedStack {
  const old = new Set(before.map((event) => JSON.stringify(event)))
  return {
    pods: observed.pods.filter(({ metadata }) => metadata.annotations?.[restartedAtKey] === restartedAt),
    workloads: observed.workloads.filter(
      ({ metadata, status }) => (metadata.generation ?? 0) <= (status?.observedGeneration ?? 0),
    ),
    events: observed.events.filter((event) => !old.has(JSON.stringify(event))),
  }
}
