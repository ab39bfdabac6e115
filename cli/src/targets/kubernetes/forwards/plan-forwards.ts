import { type ComponentName, catalogue } from '../../../stack/components.ts'
import { componentOf, type Stack } from '../../../stack/stack.ts'
import type { PodPort } from './pod-connector.ts'

export interface PlannedForward {
  /** "user-service http" */
  readonly name: string
  /** On this machine. */
  readonly port: number
  readonly to: PodPort
}

/** A path for every port that the stack has on this machine. */
export function planForwards(stack: Stack): readonly PlannedForward[] {
  return stack.components.flatMap(({ name, ports }) =>
    Object.entries(ports).map(([port, number]) => ({
      name: `${name} ${port}`,
      port: number,
      to: podPortOf(stack, name, port),
    })),
  )
}

/** Where the stack's address of a port leads: that of a service to the gateway, which shares it among all replicas. */
export function podPortOf(stack: Stack, component: ComponentName, port: string): PodPort {
  const isBehindGateway = catalogue[component].isService && componentOf(stack, 'traefik') !== undefined
  return { component: isBehindGateway ? 'traefik' : component, port: insidePort(component, port) }
}

export function insidePort(component: ComponentName, port: string): number {
  const inside = component === 'adminer' ? 8080 : catalogue[component].ports[port]
  if (inside === undefined) throw new Error(`${component} has no port "${port}"`)
  return inside
}
