import { reachableHost } from '../../../stack/addresses.ts'
import type { ComponentName } from '../../../stack/components.ts'
import type { LocalContext } from '../local-context.ts'

/**
 * host:port of each replica of a service, those that the user runs himself with --without included.
 * Undefined: the stack has no such service.
 */
export function serviceAddresses(
  { stack, servicePorts }: LocalContext,
  service: ComponentName,
): readonly string[] | undefined {
  const external = stack.external.find(({ name }) => name === service)
  const isOurs = stack.components.some(({ name }) => name === service)
  if (!external && !isOurs) return undefined
  const ports = external ? Object.values(external.ports) : (servicePorts[service] ?? [])
  return ports.map((port) => `${reachableHost(stack)}:${port}`)
}
