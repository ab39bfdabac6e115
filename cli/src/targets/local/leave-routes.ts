import { setTimeout as sleep } from 'node:timers/promises'
import { reachableHost } from '../../stack/addresses.ts'
import { componentOf } from '../../stack/stack.ts'
import type { LocalContext } from './local-context.ts'
import type { LocalParts } from './local-parts.ts'
import type { ServicePorts } from './service-ports.ts'

const pollMs = 50
const noticedWithinMs = 5000

/** Takes replicas out of gateway and scrape targets, and waits until the gateway sends them nothing more. */
export async function leaveRoutes(ports: readonly number[], context: LocalContext, parts: LocalParts): Promise<void> {
  const remaining = Object.entries(context.servicePorts).map(
    ([name, own]) => [name, own.filter((port) => !ports.includes(port))] as const,
  )
  const servicePorts: ServicePorts = Object.fromEntries(remaining)
  await parts.writeRoutes({ ...context, servicePorts })
  const deadline = Date.now() + noticedWithinMs
  while (Date.now() < deadline && (await isRouted(ports, context))) {
    await sleep(pollMs, undefined, { signal: context.run.signal })
  }
}

/** Asks the gateway itself; one that does not answer routes nothing. */
async function isRouted(ports: readonly number[], { stack, run }: LocalContext): Promise<boolean> {
  const dashboard = componentOf(stack, 'traefik')?.ports.dashboard
  if (dashboard === undefined) return false
  try {
    const host = reachableHost(stack)
    const response = await fetch(`http://${host}:${dashboard}/api/http/services`, { signal: run.signal })
    const services = await response.text()
    return ports.some((port) => new RegExp(`:${port}\\b`).test(services))
  } catch {
    run.signal.throwIfAborted()
    return false
  }
}
