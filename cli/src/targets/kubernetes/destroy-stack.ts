import { setTimeout as sleep } from 'node:timers/promises'
import { MsctlError } from '../../errors.ts'
import type { Folders } from '../../lib/folders.ts'
import type { Run } from '../../lib/run.ts'
import type { Stack } from '../../stack/stack.ts'
import { destroyStack as destroyLocal } from '../local/destroy-stack.ts'
import { placeOf } from '../local/place.ts'
import type { DestroyResult } from '../target.ts'
import { collectionPath, resourceOf } from './api/resources.ts'
import { type KubernetesContext, kubectl } from './context.ts'
import { isOurs, ourSelector } from './labels.ts'
import { readNamespace } from './read-namespace.ts'
import type { Metadata } from './status/objects.ts'

/** What the manifests make in a namespace, workloads first: apiVersion and kind. */
const made = [
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['v1', 'Service'],
  ['v1', 'ConfigMap'],
  ['v1', 'Secret'],
] as const
/** What these leave when they go: it is waited for. */
const owned = [['v1', 'Pod']] as const
const data = [['v1', 'PersistentVolumeClaim']] as const

type Kinds = readonly (readonly [apiVersion: string, kind: string])[]

const goneWithinMs = 90_000
const pollMs = 200

interface Found {
  readonly kind: string
  readonly name: string
}

/**
 * Removes what carries the stack's labels and waits until it is gone; with `volumes` the claims, and the namespace if nothing of others
 * is in it. The forwards of this machine end whatever becomes of that.
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
  const before = await find(context, [...made, ...owned, ...data], signal)
  const claims = before.filter(({ kind }) => kind === 'PersistentVolumeClaim')
  const isWhole = namespace.isOurs && volumes && (await foreigners(context, signal)).length === 0
  if (isWhole) await removeNamespace(context, run)
  else if (before.length > claims.length || (volumes && claims.length > 0)) await removeParts(context, volumes, run)
  return {
    stopped: before.filter(({ kind }) => kind === 'Pod').length,
    removed: [
      ...(volumes ? claims.map(({ name }) => ({ what: `volume claim ${name}` })) : []),
      ...(isWhole ? [{ what: `namespace ${stack.name}` }] : []),
    ],
    leftBehind: await remains(context, isWhole, volumes, signal),
  }
}

async function remains(
  context: KubernetesContext,
  isWhole: boolean,
  volumes: boolean,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { stack, cluster } = context
  if (isWhole) {
    return (await readNamespace(cluster, stack.name, signal)) === undefined ? [] : [`namespace ${stack.name}`]
  }
  const found = await find(context, [...made, ...owned, ...(volumes ? data : [])], signal)
  return found.map(({ kind, name }) => `${kind} ${name} in namespace ${stack.name}`)
}

async function removeNamespace(
  { stack, cluster }: KubernetesContext,
  { signal, showCommand, report }: Run,
): Promise<void> {
  showCommand(`kubectl --context ${cluster.context} delete namespace ${stack.name}`)
  report(`removing namespace ${stack.name}`)
  const path = `/api/v1/namespaces/${stack.name}`
  await cluster.ask({ method: 'DELETE', path, signal, what: `delete namespace "${stack.name}"` })
  await untilGone(async () => (await readNamespace(cluster, stack.name, signal)) === undefined, signal)
}

async function removeParts(context: KubernetesContext, volumes: boolean, run: Run): Promise<void> {
  const { signal, showCommand, report } = run
  const kinds = [...made, ...(volumes ? data : [])]
  const plurals = kinds.map(([, kind]) => resourceOf(kind).plural).join(',')
  showCommand(`${kubectl(context)} delete ${plurals} -l ${ourSelector}`)
  report('removing pods and what belongs to them')
  await removeAll(context, made, signal)
  const isGone = async () => (await find(context, [...made, ...owned], signal)).length === 0
  await untilGone(isGone, signal)
  // Not from under a server that still writes.
  if (!volumes) return
  await removeAll(context, data, signal)
  await untilGone(async () => (await find(context, data, signal)).length === 0, signal)
}

/** One by one: not every API server lets all of a kind be removed in one go, and not every user may. */
async function removeAll({ stack, cluster }: KubernetesContext, kinds: Kinds, signal: AbortSignal): Promise<void> {
  const found = await find({ stack, cluster }, kinds, signal)
  await Promise.all(
    found.map(async ({ kind, name }) => {
      const [apiVersion = 'v1'] = kinds.find(([, one]) => one === kind) ?? []
      await cluster.ask({
        method: 'DELETE',
        path: `${collectionPath(apiVersion, kind, stack.name)}/${name}`,
        query: { propagationPolicy: 'Background' },
        signal,
        what: `delete ${resourceOf(kind).plural} in "${stack.name}"`,
      })
    }),
  )
}

async function untilGone(isGone: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + goneWithinMs
  while (Date.now() < deadline && !(await isGone())) await sleep(pollMs, undefined, { signal })
}

async function find(
  { stack, cluster }: Pick<KubernetesContext, 'stack' | 'cluster'>,
  kinds: Kinds,
  signal: AbortSignal,
  query: Readonly<Record<string, string>> = { labelSelector: ourSelector },
): Promise<readonly (Found & { readonly metadata: Metadata })[]> {
  const lists = await Promise.all(
    kinds.map(async ([apiVersion, kind]) => {
      const path = collectionPath(apiVersion, kind, stack.name)
      const what = `list ${resourceOf(kind).plural} in "${stack.name}"`
      const list = (await cluster.ask({ path, query, signal, what })) as
        | { readonly items: readonly { readonly metadata: Metadata }[] }
        | undefined
      return (list?.items ?? []).map(({ metadata }) => ({ kind, name: metadata.name, metadata }))
    }),
  )
  return lists.flat()
}

/** Programs and data of somebody else in the same namespace: it is not ours to remove then. */
async function foreigners(context: KubernetesContext, signal: AbortSignal): Promise<readonly Found[]> {
  const all = await find(context, [...made.slice(0, 2), ...owned, ...data], signal, {})
  return all.filter(({ metadata }) => !isOurs(metadata.labels))
}

/** For `up`, which must not move in with others; MSCTL_MACHINE_LACKS names some of what is there. */
export async function refuseForeign(context: KubernetesContext, signal: AbortSignal): Promise<void> {
  const { stack, cluster } = context
  const namespace = await readNamespace(cluster, stack.name, signal)
  if (namespace === undefined || namespace.isOurs || namespace.isEnding) return
  const others = (await foreigners(context, signal)).map(({ kind, name }) => `${kind} ${name}`)
  const names = others.length > 0 ? `: it has ${others.slice(0, 3).join(', ')}` : ''
  throw new MsctlError(
    'MSCTL_MACHINE_LACKS',
    `the namespace "${stack.name}" of context "${cluster.context}" is not msctl's${names}`,
    {
      suggestions: [
        'msctl up --name other: a stack of another name, in a namespace of its own',
        `kubectl --context ${cluster.context} label namespace ${stack.name} ${ourSelector}: if it was made for this stack`,
      ],
      details: { project: stack.name, context: cluster.context, outcome: 'Nothing was started' },
    },
  )
}
