import { MsctlError } from '../../errors.ts'
import type { Run } from '../../lib/run.ts'
import { reachableHost } from '../../stack/addresses.ts'
import { type ComponentName, catalogue } from '../../stack/components.ts'
import { componentOf, type Stack } from '../../stack/stack.ts'
import type { Endpoint } from '../target.ts'
import type { Engine } from './engine/open-engine.ts'
import { observe } from './observe.ts'

/** Without a replica the stack's own address, which the gateway shares among all replicas; with one the port that it alone has. */
export async function connect(
  openEngine: () => Promise<Engine>,
  stack: Stack,
  component: ComponentName,
  port: string,
  replica: number | undefined,
  run: Run,
): Promise<Endpoint> {
  const found = componentOf(stack, component) ?? stack.external.find(({ name }) => name === component)
  const isAlone = replica !== undefined && catalogue[component].isService && componentOf(stack, component) !== undefined
  const number = isAlone ? await ownPort(await openEngine(), stack, component, replica, run) : found?.ports[port]
  if (number === undefined) {
    throw new MsctlError('MSCTL_NO_STACK', `there is no port "${port}" of ${component}, replica ${replica ?? 1}`)
  }
  // The engine publishes it: there is no path to close.
  return { host: reachableHost(stack), port: number, [Symbol.asyncDispose]: async () => {} }
}

async function ownPort(
  engine: Engine,
  { name }: Stack,
  component: ComponentName,
  replica: number,
  run: Run,
): Promise<number | undefined> {
  const containers = await observe(engine, name, run)
  const found = containers.filter((one) => one.component === component)[replica - 1]
  const bindings = found?.inspect.NetworkSettings.Ports[`${catalogue[component].ports.http}/tcp`]
  const port = Number(bindings?.[0]?.HostPort)
  return port > 0 ? port : undefined
}
