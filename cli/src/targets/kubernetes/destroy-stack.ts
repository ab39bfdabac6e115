import type { Folders } from '../../lib/folders.ts'
import type { Run } from '../../lib/run.ts'
import type { Stack } from '../../stack/stack.ts'
import { destroyStack as destroyLocal } from '../local/destroy-stack.ts'
import { placeOf } from '../local/place.ts'
import { stopDependentsFirst } from '../local/supervisor/stop-order.ts'
import type { DestroyResult } from '../target.ts'
import { resourceOf } from './api/resources.ts'
import { type KubernetesContext, kubectl } from './context.ts'
import { componentIn, ourSelector, selectorOf } from './labels.ts'
import {
  dataKinds,
  findListable,
  findObjects,
  type Kind,
  type OwnObject,
  otherKinds,
  overlayKinds,
  podKinds,
  removeObjects,
  untilGone,
  workloadKinds,
} from './own-objects.ts'
import { readNamespace } from './read-namespace.ts'
import { removeNamespace } from './remove-namespace.ts'

/**
 * Removes what carries the stack's labels and waits until it is gone; with `volumes` the claims, and the namespace if msctl made it and
 * nothing of others is in it. The forwards of this machine end whatever becomes of that.
 */
export async function destroyStack(
  open: () => Promise<KubernetesContext>,
  stack: Stack,
  folders: Folders,
  volumes: boolean,
  run: Run,
): Promise<DestroyResult> {
  const place = placeOf(folders, stack.name)
  try {
    const remote = await destroyObjects(await open(), volumes, run)
    const local = await destroyLocal(place, volumes, run)
    return {
      ...remote,
      removed: [...remote.removed, ...local.removed],
      leftBehind: [...remote.leftBehind, ...local.leftBehind],
    }
  } catch (error) {
    await destroyLocal(place, false, run).catch(() => {})
    throw error
  }
}

async function destroyObjects(context: KubernetesContext, volumes: boolean, run: Run): Promise<DestroyResult> {
  const { stack, cluster } = context
  const { signal } = run
  const namespace = await readNamespace(cluster, stack.name, signal)
  if (namespace === undefined) return { stopped: 0, removed: [], leftBehind: [] }
  const [pods, claims] = await Promise.all([
    findObjects(context, podKinds, signal),
    findObjects(context, dataKinds, signal),
  ])
  await removeWorkloads(context, run)
  await removeRest(context, volumes, run)
  // Last: whoever may not remove it has everything else removed by then.
  const mayGo = volumes && namespace.isOurs
  const whyKept = mayGo ? await removeNamespace(context, namespace, run) : undefined
  const isGone = mayGo && whyKept === undefined
  return {
    stopped: pods.length,
    removed: [
      ...(volumes ? claims.map(({ name }) => ({ what: `volume claim ${name}` })) : []),
      ...(isGone ? [{ what: `namespace ${stack.name}` }] : []),
    ],
    ...(whyKept !== undefined && { kept: [`namespace ${stack.name}: ${whyKept}`] }),
    leftBehind: await remains(context, isGone, volumes, signal),
  }
}

/** Dependents first: a Kafka whose ZooKeeper has gone already takes until it is killed, and its session would outlive it. */
async function removeWorkloads(context: KubernetesContext, { signal, showCommand, report }: Run): Promise<void> {
  const workloads = await findObjects(context, workloadKinds, signal)
  if (workloads.length === 0) return
  showCommand(`${kubectl(context)} delete deployments,statefulsets -l ${ourSelector}`)
  report('removing the pods, those first on which nothing depends')
  const components = workloads.flatMap(({ labels }) => componentIn(labels) ?? [])
  await stopDependentsFirst(components, async (component) => {
    if (component === 'forwards') return []
    const own = workloads.filter(({ labels }) => componentIn(labels) === component)
    await removeObjects(context, workloadKinds, own, signal)
    const isGone = async () => (await findObjects(context, podKinds, signal, selectorOf(component))).length === 0
    await untilGone(isGone, signal)
    return []
  })
}

async function removeRest(context: KubernetesContext, volumes: boolean, run: Run): Promise<void> {
  const rest = await findRest(context, volumes, run.signal)
  if (rest.length === 0) return
  const kinds = [...kindsOf(volumes), ...overlayKinds]
  const found = kinds.filter(([, kind]) => rest.some((one) => one.kind === kind))
  const plurals = found.map(([, kind]) => resourceOf(kind).plural)
  run.showCommand(`${kubectl(context)} delete ${plurals.join(',')} -l ${ourSelector}`)
  await removeObjects(context, kinds, rest, run.signal)
  await untilGone(async () => (await findRest(context, volumes, run.signal)).length === 0, run.signal)
}

/** What there is of all that goes with a stack. */
async function findRest(
  context: KubernetesContext,
  volumes: boolean,
  signal: AbortSignal,
): Promise<readonly OwnObject[]> {
  const found = [findObjects(context, kindsOf(volumes), signal), findListable(context, overlayKinds, signal)]
  return (await Promise.all(found)).flat()
}

function kindsOf(volumes: boolean): readonly Kind[] {
  return [...workloadKinds, ...otherKinds, ...podKinds, ...(volumes ? dataKinds : [])]
}

async function remains(
  context: KubernetesContext,
  isNamespaceGone: boolean,
  volumes: boolean,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { stack, cluster } = context
  const namespace = isNamespaceGone ? await readNamespace(cluster, stack.name, signal) : undefined
  const found = await findRest(context, volumes, signal)
  return [
    ...(namespace ? [`namespace ${stack.name}`] : []),
    ...found.map(({ kind, name }) => `${kind} ${name} in namespace ${stack.name}`),
  ]
}
