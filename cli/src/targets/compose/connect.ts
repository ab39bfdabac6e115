import { MsctlError } from '../../errors.ts'
import type { Run } from '../../lib/run.ts'
import { reachableHost } from '../../stack/addresses.ts'
import { type ComponentName, catalogue } from '../../stack/components.ts'
import { componentOf, type Stack } from '../../stack/stack.ts'
import type { Endpoint } from '../target.ts'
import type { EngineEndpoint } from './engine/engine-endpoint.ts'
import { asLostEngine, type Engine } from './engine/open-engine.ts'
import { insidePorts } from './inside-ports.ts'
import { originOf } from './labels.ts'
import { listContainers } from './list-containers.ts'

/**
 * Without a replica the stack's own address, which the gateway shares among all replicas; with one the port that it alone has:
 * replicas count from 1, in the order of their numbers, whatever these are.
 */
export async function connect(
  openEngine: () => Promise<Pick<Engine, 'endpoint'>>,
  stack: Stack,
  component: ComponentName,
  port: string,
  replica: number | undefined,
  { signal }: Run,
): Promise<Endpoint> {
  const ours = componentOf(stack, component)
  const stackPort = (ours ?? stack.external.find(({ name }) => name === component))?.ports[port]
  const isShared = ours !== undefined && catalogue[component].isService
  const inside = insidePorts(component)[port]
  const isThere = stackPort !== undefined && inside !== undefined
  const number =
    isThere && isShared && replica !== undefined
      ? await portOf((await openEngine()).endpoint, stack, component, replica, inside, signal)
      : stackPort
  if (number === undefined) {
    throw new MsctlError('MSCTL_NO_STACK', `there is no port "${port}" of ${component}, replica ${replica ?? 1}`)
  }
  // The engine publishes it: there is no path to close.
  return { host: reachableHost(stack), port: number, [Symbol.asyncDispose]: async () => {} }
}

async function portOf(
  endpoint: EngineEndpoint,
  { name }: Stack,
  component: ComponentName,
  replica: number,
  inside: number,
  signal: AbortSignal,
): Promise<number | undefined> {
  const listed = await listContainers(endpoint, name, signal).catch((error) => {
    signal.throwIfAborted()
    throw asLostEngine(endpoint, error)
  })
  const own = listed
    .map((one) => ({ ...one, origin: originOf(one.Labels) }))
    .filter(({ origin }) => origin?.component === component)
    .toSorted((a, b) => (a.origin?.replica ?? 0) - (b.origin?.replica ?? 0))
  return own[replica - 1]?.Ports.find(({ PrivatePort }) => PrivatePort === inside)?.PublicPort
}
