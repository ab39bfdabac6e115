import { type ComponentName, catalogue, componentNames } from '../../../stack/components.ts'
import { componentOf, type Stack } from '../../../stack/stack.ts'

export interface PublishedPort {
  readonly host: number
  readonly inside: number
}

/** What Traefik publishes: its own ports and those of the services behind it, not that of one that the user runs. */
export function gatewayPorts(stack: Stack): readonly PublishedPort[] {
  const names = ['traefik', ...serviceNames] as const
  return names.flatMap((name) =>
    Object.entries(componentOf(stack, name)?.ports ?? {}).map(([port, host]) => ({
      host,
      inside: catalogue[name].ports[port] ?? host,
    })),
  )
}

/** The stack's port of a service that publishes it itself, because no gateway does; only one replica can have it. */
export function ownPort(stack: Stack, name: ComponentName): PublishedPort | undefined {
  const component = componentOf(stack, name)
  const [inside, host] = [catalogue[name].ports.http, component?.ports.http]
  if (componentOf(stack, 'traefik') || component?.replicas !== 1 || !inside || !host) return undefined
  return { host, inside }
}

export const serviceNames: readonly ComponentName[] = componentNames.filter((name) => catalogue[name].isService)
