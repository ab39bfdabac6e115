import { setTimeout as sleep } from 'node:timers/promises'
import type { Run } from '../../lib/run.ts'
import { applyObject } from './api/apply-object.ts'
import { type KubeObject, objectPath } from './api/resources.ts'
import { applyWorkload } from './apply-workload.ts'
import { type KubernetesContext, kubectl } from './context.ts'
import { startForwards } from './forwards/start-forwards.ts'
import { readNamespace } from './read-namespace.ts'
import { manifestFolder, renderStack } from './render/render-stack.ts'
import { listWorkloads } from './status/list-objects.ts'

const goneWithinMs = 60_000

/** Namespace, settings and volumes, then the workloads; beside it the paths from this machine. */
export async function applyStack(context: KubernetesContext, run: Run): Promise<void> {
  const { stack } = context
  run.showCommand(
    `${kubectl(context)} apply --server-side --field-manager msctl --force-conflicts -k ${manifestFolder(stack)}`,
  )
  const failed = new AbortController()
  const signal = AbortSignal.any([run.signal, failed.signal])
  const paths = startForwards(context, { ...run, signal })
  const objects = makeObjects(context, { ...run, signal })
  try {
    await Promise.all([paths, objects])
  } catch (error) {
    failed.abort(error)
    await Promise.allSettled([paths, objects])
    run.signal.throwIfAborted()
    throw error
  }
}

async function makeObjects(context: KubernetesContext, { signal }: Run): Promise<void> {
  const { stack, cluster } = context
  const all = renderStack(stack)
  await makeNamespace(context, all, signal)
  const existing = await listWorkloads(cluster, stack.name, signal)
  const others = all.filter(({ kind }) => kind !== 'Namespace' && !isWorkload(kind))
  await Promise.all(others.map((object) => makeOther(context, object, signal)))
  const workloads = all.filter(({ kind }) => isWorkload(kind))
  await Promise.all(workloads.map((object) => applyWorkload(context, object, existing, signal)))
}

/** One that is there is left as it is: labelled by msctl it would count as made by msctl, and `down -v` would remove it. */
async function makeNamespace({ stack, cluster }: KubernetesContext, all: readonly KubeObject[], signal: AbortSignal) {
  const deadline = Date.now() + goneWithinMs
  let found = await readNamespace(cluster, stack.name, signal)
  while (found?.isEnding && Date.now() < deadline) {
    await sleep(250, undefined, { signal })
    found = await readNamespace(cluster, stack.name, signal)
  }
  const namespace = all.find(({ kind }) => kind === 'Namespace')
  if (found === undefined && namespace) await applyObject(cluster, namespace, stack.name, signal)
}

/** A claim keeps the size that it was made with. */
async function makeOther(
  { stack, cluster }: KubernetesContext,
  object: KubeObject,
  signal: AbortSignal,
): Promise<void> {
  if (object.kind === 'PersistentVolumeClaim') {
    const claim = await cluster.ask({ path: objectPath(object, stack.name), signal, what: 'read volume claims' })
    if (claim !== undefined) return
  }
  await applyObject(cluster, object, stack.name, signal)
}

function isWorkload(kind: string): boolean {
  return kind === 'Deployment' || kind === 'StatefulSet'
}
