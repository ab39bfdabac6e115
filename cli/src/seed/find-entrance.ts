import { MsctlError } from '../errors.ts'
import { askHttp } from '../probes/ask-http.ts'
import type { Paths } from '../probes/paths.ts'
import { reasonOf } from '../probes/reason-of.ts'
import { componentOf, type Stack } from '../stack/stack.ts'

/** Where users are registered. */
export interface Entrance {
  readonly origin: string
  readonly path: string
}

/** The gateway's route or, `isDirect`, user-service itself. MSCTL_MACHINE_LACKS, naming the other way in, when it is not there. */
export async function findEntrance(
  stack: Stack,
  paths: Paths,
  isDirect: boolean,
  signal: AbortSignal,
): Promise<Entrance> {
  return isDirect ? findService(paths, signal) : findGateway(stack, paths, signal)
}

async function findGateway(stack: Stack, paths: Paths, signal: AbortSignal): Promise<Entrance> {
  const suggestions = ['msctl seed --direct goes straight to user-service', 'msctl status']
  if (componentOf(stack, 'traefik') === undefined) {
    throw new MsctlError('MSCTL_MACHINE_LACKS', 'this stack has no gateway (traefik)', { suggestions })
  }
  const origin = await paths.url('traefik', 'gateway')
  // A path that it answers itself: what stands behind it is another matter.
  await insist(`${origin}/`, `the gateway at ${origin} does not answer`, suggestions, signal)
  return { origin, path: '/api/users/register/' }
}

async function findService(paths: Paths, signal: AbortSignal): Promise<Entrance> {
  const origin = await paths.url('user-service', 'http')
  await insist(`${origin}/livez`, `user-service at ${origin} does not answer`, ['msctl status'], signal)
  return { origin, path: '/register/' }
}

/** Any answer will do: one that says "not now" is waited for, user by user. */
async function insist(url: string, message: string, suggestions: string[], signal: AbortSignal): Promise<void> {
  try {
    await askHttp(url, { signal, timeoutMs: 5000 })
  } catch (cause) {
    throw new MsctlError('MSCTL_MACHINE_LACKS', `${message}: ${reasonOf(cause)}`, { cause, suggestions })
  }
}
