import { join } from 'node:path'
import { stringify } from 'yaml'
import { writeWhole } from '../../../lib/write-whole.ts'
import { reachableHost } from '../../../stack/addresses.ts'
import type { ComponentName } from '../../../stack/components.ts'
import { componentOf } from '../../../stack/stack.ts'
import { gatewayRoutes } from '../../gateway-routes.ts'
import type { LocalContext } from '../local-context.ts'
import { configFolder, openFolder } from './server-files.ts'
import { serviceAddresses } from './service-addresses.ts'

/** What Prometheus scrapes beside itself: each has a file of its targets once it is part of the stack. */
export const scrapeJobs = ['user-service', 'notification-service', 'traefik'] as const

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
    for (const job of scrapeJobs) {
      const targets = job === 'traefik' ? dashboardAddress(context) : addresses(job)
      if (targets) writeWhole(join(folder, `${job}.json`), `${JSON.stringify([{ targets }])}\n`)
    }
  }
}

function dashboardAddress({ stack }: LocalContext): readonly string[] | undefined {
  const port = componentOf(stack, 'traefik')?.ports.dashboard
  return port === undefined ? undefined : [`${reachableHost(stack)}:${port}`]
}
