import { setTimeout as sleep } from 'node:timers/promises'
import { MsctlError } from '../../errors.ts'
import type { Run } from '../../lib/run.ts'
import { nameFlag } from '../../stack/name-flag.ts'
import { statusOf } from './api/api-errors.ts'
import { applyObject } from './api/apply-object.ts'
import { type KubeObject, objectPath } from './api/resources.ts'
import { type KubernetesContext, kubectl } from './context.ts'
import { startForwards } from './forwards/start-forwards.ts'
import { readNamespace } from './read-namespace.ts'
import { manifestFolder, renderStack } from './render/render-stack.ts'
import { renewStuckPods } from './renew-stuck-pods.ts'
import { isRolledOut } from './status/is-rolled-out.ts'
import { listWorkloads } from './status/list-objects.ts'
import type { Workload } from './status/objects.ts'

const goneWithinMs = 60_000

/**
 * Namespace, settings and volumes, then the workloads; beside it the paths from this machine. A workload that does what it shall is
 * left alone, with its replicas; one that does not is brought to what is wanted now.
 */
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
  await Promise.all(workloads.map((object) => makeWorkload(context, object, existing, signal)))
}

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

async function makeWorkload(
  context: KubernetesContext,
  object: KubeObject,
  existing: readonly Workload[],
  signal: AbortSignal,
): Promise<void> {
  const { stack, cluster } = context
  const found = existing.find(({ kind, metadata }) => kind === object.kind && metadata.name === object.metadata.name)
  if (found && isRolledOut(found)) return
  try {
    await applyObject(cluster, found ? withReplicasOf(object, found) : object, stack.name, signal)
  } catch (error) {
    if (found?.kind === 'StatefulSet' && statusOf(error) === 422)
      throw cannotChange(context, object.metadata.name, error)
    throw error
  }
  if (found?.kind === 'StatefulSet') await renewStuckPods(context, object.metadata.name, signal)
}

function withReplicasOf(object: KubeObject, { spec }: Workload): KubeObject {
  return { ...object, spec: { ...(object.spec as object), replicas: spec.replicas ?? 1 } }
}

function cannotChange({ stack }: KubernetesContext, name: string, cause: unknown): MsctlError {
  const named = nameFlag(stack.name)
  return new MsctlError(
    'MSCTL_DATA_INCOMPATIBLE',
    `the StatefulSet "${name}" in "${stack.name}" was made otherwise, and Kubernetes does not let it be changed`,
    {
      cause,
      suggestions: [`msctl down${named}, then msctl up${named}: made anew, with the same data`],
      details: { component: name },
    },
  )
}

function isWorkload(kind: string): boolean {
  return kind === 'Deployment' || kind === 'StatefulSet'
}
