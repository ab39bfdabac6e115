import { setTimeout as sleep } from 'node:timers/promises'
import { statusOf } from './api/api-errors.ts'
import { collectionPath, resourceOf } from './api/resources.ts'
import type { KubernetesContext } from './context.ts'
import { ourSelector } from './labels.ts'
import type { Metadata } from './status/objects.ts'

/** Namespace and cluster; what else the context has is not asked for. */
export type Place = Pick<KubernetesContext, 'stack' | 'cluster'>
export type Kind = readonly [apiVersion: string, kind: string]

export const workloadKinds: readonly Kind[] = [
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
]
/** What workloads leave when they go: it is waited for. */
export const podKinds: readonly Kind[] = [['v1', 'Pod']]
export const otherKinds: readonly Kind[] = [
  ['v1', 'Service'],
  ['v1', 'ConfigMap'],
  ['v1', 'Secret'],
]
/** Of overlays alone: whoever uses none needs no rights for them. */
export const overlayKinds: readonly Kind[] = [['policy/v1', 'PodDisruptionBudget']]
export const dataKinds: readonly Kind[] = [['v1', 'PersistentVolumeClaim']]

export interface OwnObject {
  readonly kind: string
  readonly name: string
  readonly labels: Readonly<Record<string, string>> | undefined
}

/** What of these kinds the namespace has and carries the stack's label; `selector`: another one, or none for all. */
export async function findObjects(
  place: Place,
  kinds: readonly Kind[],
  signal: AbortSignal,
  selector: string = ourSelector,
): Promise<readonly OwnObject[]> {
  return (await Promise.all(kinds.map((kind) => list(place, kind, signal, selector)))).flat()
}

/** As findObjects, of those kinds alone that this user may list. */
export async function findListable(
  place: Place,
  kinds: readonly Kind[],
  signal: AbortSignal,
  selector: string = ourSelector,
): Promise<readonly OwnObject[]> {
  const lists = kinds.map(async (kind) => {
    try {
      return await list(place, kind, signal, selector)
    } catch (error) {
      if (statusOf(error) === 403) return []
      throw error
    }
  })
  return (await Promise.all(lists)).flat()
}

async function list(
  { stack, cluster }: Place,
  [apiVersion, kind]: Kind,
  signal: AbortSignal,
  selector: string,
): Promise<readonly OwnObject[]> {
  const path = collectionPath(apiVersion, kind, stack.name)
  const what = `list ${resourceOf(kind).plural} in "${stack.name}"`
  const query = selector ? { labelSelector: selector } : {}
  const found = (await cluster.ask({ path, query, signal, what })) as ObjectList | undefined
  return (found?.items ?? []).map(({ metadata }) => ({ kind, name: metadata.name, labels: metadata.labels }))
}

interface ObjectList {
  readonly items: readonly { readonly metadata: Metadata }[]
}

/** One by one: not every API server lets all of a kind be removed in one go, and not every user may. */
export async function removeObjects(
  { stack, cluster }: Place,
  kinds: readonly Kind[],
  objects: readonly OwnObject[],
  signal: AbortSignal,
): Promise<void> {
  await Promise.all(
    objects.map(async ({ kind, name }) => {
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

const goneWithinMs = 90_000
const pollMs = 150

/** Asks until it is so, or too long: whoever wants to know looks again afterwards. */
export async function untilGone(isGone: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + goneWithinMs
  while (!(await isGone()) && Date.now() < deadline) await sleep(pollMs, undefined, { signal })
}
