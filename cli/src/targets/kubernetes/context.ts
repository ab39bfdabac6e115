import type { Folders } from '../../lib/folders.ts'
import type { Stack } from '../../stack/stack.ts'
import type { TargetName } from '../../stack/target-names.ts'
import type { Cluster } from './api/open-cluster.ts'

/** What every effect on one stack needs; its namespace is the stack's name. */
export interface KubernetesContext {
  readonly stack: Stack
  readonly cluster: Cluster
  readonly folders: Folders
  /** As people named it. */
  readonly target: TargetName
}

/** "kubectl --context offline -n microservices", as every command that is shown begins. */
export function kubectl({ stack, cluster }: Pick<KubernetesContext, 'stack' | 'cluster'>): string {
  return `kubectl --context ${cluster.context} -n ${stack.name}`
}
