import { setTimeout as sleep } from 'node:timers/promises'
import type { Run } from '../lib/run.ts'
import { reachableHost } from '../stack/addresses.ts'
import { componentOf, type Stack } from '../stack/stack.ts'

const pollMs = 50
const noticedWithinMs = 5000

/** Waits until the gateway sends nothing more to these addresses (host:port): it sees new routes by itself, within a second. */
export async function untilUnrouted(stack: Stack, addresses: readonly string[], { signal }: Run): Promise<void> {
  const deadline = Date.now() + noticedWithinMs
  while (Date.now() < deadline && (await isRouted(stack, addresses, signal))) {
    await sleep(pollMs, undefined, { signal })
  }
}

/** Asks the gateway itself; one that does not answer routes nothing. */
async function isRouted(stack: Stack, addresses: readonly string[], signal: AbortSignal): Promise<boolean> {
  const dashboard = componentOf(stack, 'traefik')?.ports.dashboard
  if (dashboard === undefined || addresses.length === 0) return false
  try {
    const response = await fetch(`http://${reachableHost(stack)}:${dashboard}/api/http/services`, { signal })
    const services = await response.text()
    return addresses.some((address) => services.includes(`//${address}"`))
  } catch {
    signal.throwIfAborted()
    return false
  }
}
