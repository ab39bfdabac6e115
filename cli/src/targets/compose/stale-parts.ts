import { join } from 'node:path'
import type { ContainerInspectInfo } from 'dockerode'
import type { ComponentName } from '../../stack/components.ts'
import { componentOf, type Stack } from '../../stack/stack.ts'
import { gatewayPorts, ownPort, serviceNames } from './files/published-ports.ts'
import { prometheusFile, routesFolder } from './files/stack-files.ts'
import type { ObservedContainer } from './observe.ts'
import { portBindings } from './port-bindings.ts'

export interface StaleParts {
  /** Services that hold a port which the gateway is to publish. */
  readonly services: readonly ComponentName[]
  /** Traefik, Prometheus: those that do not read the files, or publish the ports, that the stack needs now. */
  readonly readers: readonly ComponentName[]
}

/**
 * What must be replaced although it runs, since the stack around it became another one: it was scaled, a part was added, or plain
 * Compose started it.
 */
export function staleParts(stack: Stack, folder: string, containers: readonly ObservedContainer[]): StaleParts {
  const some = (name: ComponentName, isStale: (inspect: ContainerInspectInfo) => boolean): readonly ComponentName[] =>
    componentOf(stack, name) && containers.some(({ component, inspect }) => component === name && isStale(inspect))
      ? [name]
      : []
  const isBehindGateway = (name: ComponentName): boolean =>
    componentOf(stack, 'traefik') !== undefined && ownPort(stack, name) === undefined
  return {
    services: serviceNames
      .filter(isBehindGateway)
      .flatMap((name) => some(name, (inspect) => hostPorts(inspect).size > 0)),
    readers: [
      ...some('traefik', (inspect) => hasOtherPorts(inspect, stack) || hasOtherRoutes(inspect, stack, folder)),
      ...some('prometheus', (inspect) => hasOtherScrapes(inspect, stack, folder)),
    ],
  }
}

/** Lacks a port, or holds one that the user needs. */
function hasOtherPorts(inspect: ContainerInspectInfo, stack: Stack): boolean {
  const ports = hostPorts(inspect)
  const isLacking = gatewayPorts(stack).some(({ host }) => !ports.has(host))
  return isLacking || stack.external.some((external) => ports.has(external.ports.http ?? 0))
}

/** The packaged routes name each service once: they do for one replica of each. */
function hasOtherRoutes({ Mounts }: ContainerInspectInfo, stack: Stack, folder: string): boolean {
  const isSpecial =
    stack.external.length > 0 || serviceNames.some((name) => (componentOf(stack, name)?.replicas ?? 1) !== 1)
  return isSpecial && !Mounts.some(({ Source }) => Source.endsWith(routesFolder(folder)))
}

function hasOtherScrapes({ Mounts }: ContainerInspectInfo, stack: Stack, folder: string): boolean {
  const file = prometheusFile(stack, folder)
  // An engine in a virtual machine may have a path of its own before ours.
  if (file !== undefined) return !Mounts.some(({ Source }) => Source.endsWith(file))
  return Mounts.some(({ Source }) => Source.includes(join(folder, 'prometheus.')))
}

/** The ports that were asked for by number. */
function hostPorts(inspect: ContainerInspectInfo): ReadonlySet<number> {
  return new Set(portBindings(inspect).flatMap(({ host }) => host ?? []))
}
