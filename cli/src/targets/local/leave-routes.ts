import { reachableHost } from '../../stack/addresses.ts'
import { untilUnrouted } from '../until-unrouted.ts'
import type { LocalContext } from './local-context.ts'
import type { LocalParts } from './local-parts.ts'
import type { ServicePorts } from './service-ports.ts'

/** Takes replicas out of gateway and scrape targets, and waits until the gateway sends them nothing more. */
export async function leaveRoutes(ports: readonly number[], context: LocalContext, parts: LocalParts): Promise<void> {
  const remaining = Object.entries(context.servicePorts).map(
    ([name, own]) => [name, own.filter((port) => !ports.includes(port))] as const,
  )
  const servicePorts: ServicePorts = Object.fromEntries(remaining)
  await parts.writeRoutes({ ...context, servicePorts })
  const { stack, run } = context
  const addresses = ports.map((port) => `${reachableHost(stack)}:${port}`)
  await untilUnrouted(stack, addresses, run)
}
