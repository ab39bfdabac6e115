import type { ComponentName } from '../../stack/components.ts'
import { componentOf, type Stack } from '../../stack/stack.ts'
import type { ReplicaHosts } from './files/stack-files.ts'
import type { ObservedContainer } from './observe.ts'

/** The replicas that there are. A container's name is one in its network, too. */
export function hostsOf(containers: readonly ObservedContainer[]): ReplicaHosts {
  return (service) =>
    containers.filter(({ component }) => component === service).map(({ inspect }) => inspect.Name.slice(1))
}

/** The replicas that there are and those that Compose is about to make, under the names that it will give them. */
export function expectedHosts(stack: Stack, containers: readonly ObservedContainer[]): ReplicaHosts {
  const existing = hostsOf(containers)
  return (service) => {
    const there = existing(service)
    const lacking = Math.max(0, wantedOf(stack, service) - there.length)
    const highest = Math.max(0, ...containers.filter((one) => one.component === service).map(({ replica }) => replica))
    const coming = Array.from({ length: lacking }, (_, index) => `${stack.name}-${service}-${highest + index + 1}`)
    return [...there, ...coming]
  }
}

function wantedOf(stack: Stack, service: ComponentName): number {
  return componentOf(stack, service)?.replicas ?? 0
}
