import { setTimeout as sleep } from 'node:timers/promises'
import type { Run } from '../../lib/run.ts'
import type { ComponentName } from '../../stack/components.ts'
import { patchWorkload } from './api/patch-workload.ts'
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
  const deployment = { namespace: stack.name, kind: 'Deployment', name: component } as const
  await patchWorkload(cluster, { ...deployment, spec: { replicas }, verb: 'scale' }, signal)
  const deadline = Date.now() + acceptedWithinMs
  while (Date.now() < deadline) {
    const pods = await listPods(cluster, stack.name, signal, selectorOf(component))
    if (replicasOf(component, pods).length === replicas) return
    await sleep(pollMs, undefined, { signal })
  }
}
