import { setTimeout as sleep } from 'node:timers/promises'
import type { Run } from '../../lib/run.ts'
import type { ComponentName } from '../../stack/components.ts'
import { collectionPath } from './api/resources.ts'
import { type KubernetesContext, kubectl } from './context.ts'
import { selectorOf } from './labels.ts'
import { listPods } from './status/list-objects.ts'
import { replicasOf } from './status/replicas.ts'

const pollMs = 100
const acceptedWithinMs = 30_000

/** Resolves once there are so many pods; those that go end by themselves once nobody sends them requests any more. */
export async function scaleService(
  context: KubernetesContext,
  component: ComponentName,
  replicas: number,
  run: Run,
): Promise<void> {
  const { stack, cluster } = context
  const { signal } = run
  run.showCommand(`${kubectl(context)} scale deployment/${component} --replicas ${replicas}`)
  await cluster.ask({
    method: 'PATCH',
    path: `${collectionPath('apps/v1', 'Deployment', stack.name)}/${component}`,
    query: { fieldManager: 'msctl' },
    contentType: 'application/merge-patch+json',
    body: { spec: { replicas } },
    signal,
    what: `scale deployments in "${stack.name}"`,
  })
  const deadline = Date.now() + acceptedWithinMs
  while (Date.now() < deadline) {
    const pods = await listPods(cluster, stack.name, signal, selectorOf(component))
    if (replicasOf(component, pods).length === replicas) return
    await sleep(pollMs, undefined, { signal })
  }
}
