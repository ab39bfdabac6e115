import { setTimeout as sleep } from 'node:timers/promises'
import type { Run } from '../../lib/run.ts'
import type { ComponentName } from '../../stack/components.ts'
import { collectionPath } from './api/resources.ts'
import { type KubernetesContext, kubectl } from './context.ts'
import { componentIn } from './labels.ts'
import { isRolledOut } from './status/is-rolled-out.ts'
import { listWorkloads } from './status/list-objects.ts'
import { observe } from './status/observe.ts'
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
  const workloads = (await listWorkloads(cluster, stack.name, signal)).filter(({ metadata }) =>
    components.some((name) => name === componentIn(metadata.labels)),
  )
  const now = new Date().toISOString()
  const annotations = { 'kubectl.kubernetes.io/restartedAt': now }
  await Promise.all(
    workloads.map(async ({ kind, metadata: { name } }) => {
      run.showCommand(`${kubectl(context)} rollout restart ${kind.toLowerCase()}/${name}`)
      await cluster.ask({
        method: 'PATCH',
        path: `${collectionPath('apps/v1', kind, stack.name)}/${name}`,
        query: { fieldManager: 'msctl' },
        contentType: 'application/merge-patch+json',
        body: { spec: { template: { metadata: { annotations } } } },
        signal,
        what: `change ${kind.toLowerCase()}s in "${stack.name}"`,
      })
    }),
  )
  await untilReplaced(context, components, run)
}

async function untilReplaced(
  { stack, cluster }: KubernetesContext,
  components: readonly ComponentName[],
  { signal }: Run,
): Promise<void> {
  const deadline = Date.now() + acceptedWithinMs
  while (Date.now() < deadline) {
    const observed = await observe(cluster, stack.name, signal)
    const own = observed.workloads.filter(({ metadata }) =>
      components.some((name) => name === componentIn(metadata.labels)),
    )
    if (own.every(isRolledOut)) return
    const statuses = toStatuses(observed, { stack, context: cluster.context })
    if (statuses.some(({ name, state }) => state === 'failed' && components.includes(name))) return
    await sleep(pollMs, undefined, { signal })
  }
}
