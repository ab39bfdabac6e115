import type { Run } from '../../lib/run.ts'
import { statusOf } from './api/api-errors.ts'
import type { KubernetesContext } from './context.ts'
import { findForeign, namesOf } from './find-foreign.ts'
import { untilGone } from './own-objects.ts'
import { type Namespace, readNamespace } from './read-namespace.ts'

/**
 * Removes the namespace if msctl made it and nothing of others is in it, and waits until it is gone, or too long. Resolves to why it stays
 * instead, for people; undefined where it was removed. That this user may not remove it is no error: somebody else gave it to the stack.
 */
export async function removeNamespace(
  context: KubernetesContext,
  { isMadeByMsctl }: Namespace,
  { signal, showCommand, report }: Run,
): Promise<string | undefined> {
  const { stack, cluster } = context
  if (!isMadeByMsctl) return 'msctl did not make it'
  const others = await findForeign(context, signal)
  if (others.length > 0) return `${namesOf(others)} in it ${others.length === 1 ? 'is' : 'are'} not msctl's`
  showCommand(`kubectl --context ${cluster.context} delete namespace ${stack.name}`)
  report(`removing namespace ${stack.name}`)
  const path = `/api/v1/namespaces/${stack.name}`
  try {
    await cluster.ask({ method: 'DELETE', path, signal, what: `delete namespace "${stack.name}"` })
  } catch (error) {
    if (statusOf(error) === 403) return `context "${cluster.context}" may not delete it`
    throw error
  }
  await untilGone(async () => (await readNamespace(cluster, stack.name, signal)) === undefined, signal)
  return undefined
}
