import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { packageRoot } from '../../../lib/folders.ts'
import { writeWhole } from '../../../lib/write-whole.ts'
import { type ComponentName, catalogue } from '../../../stack/components.ts'
import { componentOf, isForeign, type Stack } from '../../../stack/stack.ts'
import { gatewayRoutes } from '../../gateway-routes.ts'
import { composeOverride } from './compose-override.ts'
import { externalScrapes } from './external-scrapes.ts'

/** How containers reach what the user runs on this machine. */
export const hostAddress = 'host.docker.internal'

/** The names under which the replicas of a service are reached in the stack's network. */
export type ReplicaHosts = (service: ComponentName) => readonly string[]

export const routesFolder = (folder: string): string => join(folder, 'routes')

/**
 * What Prometheus reads instead of the packaged file; undefined where that will do. Named after what differs: a container that
 * reads a file of another name is a container to be replaced.
 */
export function prometheusFile({ external }: Stack, folder: string): string | undefined {
  if (external.length === 0) return undefined
  const names = external.map(({ name, ports }) => `${name}-${ports.http}`)
  return join(folder, `prometheus.${names.join('.')}.yml`)
}

/** Writes what Compose, Traefik and Prometheus read of this stack, each file whole or not at all; what is not needed is removed. */
export function writeStackFiles(stack: Stack, folder: string, hosts: ReplicaHosts): void {
  writeRoutes(stack, folder, hosts)
  writeOrRemove(join(folder, 'override.yaml'), composeOverride(stack))
  const file = prometheusFile(stack, folder)
  for (const name of readdirSync(folder)) {
    if (/^prometheus\..*\.yml$/.test(name) && join(folder, name) !== file) rmSync(join(folder, name), { force: true })
  }
  if (file === undefined) return
  const packaged = parse(readFileSync(join(packageRoot(), 'prometheus.yml'), 'utf8'))
  writeWhole(file, stringify(externalScrapes(packaged, stack.external, hostAddress)))
}

/** The gateway goes to exactly these replicas of each service, from within a second. */
export function writeRoutes(stack: Stack, folder: string, hosts: ReplicaHosts): void {
  const addresses = (name: ComponentName): readonly string[] | undefined => {
    const external = stack.external.find((one) => one.name === name)
    if (external) return [`${hostAddress}:${external.ports.http}`]
    if (componentOf(stack, name) === undefined) return undefined
    return hosts(name).map((host) => replicaAddress(name, host))
  }
  const isHealthChecked = (name: ComponentName): boolean => {
    const component = componentOf(stack, name)
    return component !== undefined && !isForeign(component)
  }
  const routes = gatewayRoutes({ addresses, hasServiceEntryPoints: true, isHealthChecked })
  writeWhole(join(routesFolder(folder), 'routes.yml'), stringify(routes))
}

/** host:port of a replica in the stack's network. */
export function replicaAddress(service: ComponentName, host: string): string {
  return `${host}:${catalogue[service].ports.http}`
}

function writeOrRemove(file: string, text: string | undefined): void {
  if (text === undefined) rmSync(file, { force: true })
  else writeWhole(file, text)
}
