import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse, stringify } from 'yaml'
import { packageRoot } from '../../../lib/folders.ts'
import { type ComponentName, catalogue } from '../../../stack/components.ts'
import { componentOf, type Stack } from '../../../stack/stack.ts'
import { gatewayRoutes } from '../../gateway-routes.ts'
import { composeOverride } from './compose-override.ts'
import { externalScrapes } from './external-scrapes.ts'

/** How containers reach what the user runs on this machine. */
export const hostAddress = 'host.docker.internal'

export const routesFolder = (folder: string): string => join(folder, 'routes')
export const prometheusFile = (folder: string): string => join(folder, 'prometheus.yml')

/** Writes what Compose, Traefik and Prometheus read of this stack, each file whole or not at all; what is not needed is removed. */
export function writeStackFiles(stack: Stack, folder: string): void {
  writeRoutes(stack, folder, (name) => replicasWanted(stack, name))
  const root = parse(readFileSync(join(packageRoot(), 'prometheus.yml'), 'utf8'))
  writeOrRemove(prometheusFile(folder), externalScrapes(root, stack.external, hostAddress))
  writeOrRemove(join(folder, 'override.yaml'), composeOverride(stack))
}

/** The gateway goes to exactly these replicas of each service, from within a second. */
export function writeRoutes(stack: Stack, folder: string, replicas: (name: ComponentName) => readonly number[]): void {
  const addresses = (name: ComponentName): readonly string[] | undefined => {
    const external = stack.external.find((one) => one.name === name)
    if (external) return [`${hostAddress}:${external.ports.http}`]
    if (componentOf(stack, name) === undefined) return undefined
    return replicas(name).map((replica) => `${stack.name}-${name}-${replica}:${catalogue[name].ports.http}`)
  }
  const routes = gatewayRoutes({ addresses, hasServiceEntryPoints: true })
  writeWhole(join(routesFolder(folder), 'routes.yml'), stringify(routes))
}

function replicasWanted(stack: Stack, name: ComponentName): readonly number[] {
  return Array.from({ length: componentOf(stack, name)?.replicas ?? 0 }, (_, index) => index + 1)
}

function writeOrRemove(file: string, text: string | undefined): void {
  if (text === undefined) rmSync(file, { force: true })
  else writeWhole(file, text)
}

/** Readable by the users that run in the containers, whatever this user's umask. */
export function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  chmodSync(dirname(file), 0o755)
  // Traefik looks at every .yml of its folder.
  const partial = `${file}.new`
  writeFileSync(partial, text)
  chmodSync(partial, 0o644)
  renameSync(partial, file)
}
