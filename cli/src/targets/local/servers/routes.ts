import { join } from 'node:path'
import { stringify } from 'yaml'
import { type ComponentName, catalogue, componentNames } from '../../../stack/components.ts'
import { componentOf } from '../../../stack/stack.ts'
import { gatewayRoutes } from '../../gateway-routes.ts'
import type { LocalContext } from '../local-context.ts'
import { configFolder, openFolder, writeWhole } from './server-files.ts'
import { serviceAddresses } from './service-addresses.ts'

export function routesFolder(context: LocalContext): string {
  return openFolder(join(configFolder(context, 'traefik'), 'dynamic'))
}

export function scrapeTargetsFolder(context: LocalContext): string {
  return openFolder(join(configFolder(context, 'prometheus'), 'targets'))
}

/** Makes gateway and Prometheus use the replicas as `servicePorts` has them now. Both see the new files by themselves, within a second. */
export async function writeRoutes(context: LocalContext): Promise<void> {
  const addresses = (service: ComponentName) => serviceAddresses(context, service)
  if (componentOf(context.stack, 'traefik')) {
    const routes = gatewayRoutes({ addresses, hasServiceEntryPoints: false })
    writeWhole(join(routesFolder(context), 'routes.yml'), stringify(routes))
  }
  if (componentOf(context.stack, 'prometheus')) {
    const folder = scrapeTargetsFolder(context)
    for (const service of componentNames) {
      const targets = addresses(service)
      if (targets && catalogue[service].isService)
        writeWhole(join(folder, `${service}.json`), `${JSON.stringify([{ targets }])}\n`)
    }
  }
}
