import type { Run } from '../../lib/run.ts'
import type { ComponentName } from '../../stack/components.ts'
import type { Stack } from '../../stack/stack.ts'
import { compose } from './compose-cli.ts'
import type { ComposeContext } from './compose-context.ts'
import { routesFolder, writeRoutes, writeStackFiles } from './files/stack-files.ts'
import { observe } from './observe.ts'
import { must } from './restart-components.ts'

/** So many replicas; the gateway goes to new ones once they are there, and no more to those that will go. */
export async function scaleService(
  context: ComposeContext,
  name: ComponentName,
  replicas: number,
  run: Run,
): Promise<void> {
  const stack = withReplicas(context.stack, name, replicas)
  const scaled = { ...context, stack }
  const numbers = await replicaNumbers(scaled, run)
  const kept = (numbers.get(name) ?? []).slice(0, replicas)
  const routed = (one: ComponentName): readonly number[] => numbers.get(one) ?? []
  writeStackFiles(stack, context.folder)
  writeRoutes(stack, context.folder, (one) => (one === name ? kept : routed(one)))
  await followOurRoutes(scaled, run)
  const args = ['up', '--detach', '--no-deps', '--no-recreate', '--scale', `${name}=${replicas}`, name]
  must(await compose(scaled, args, run), 'scale', [name])
  const now = await replicaNumbers(scaled, run)
  writeRoutes(stack, context.folder, (one) => now.get(one) ?? [])
}

function withReplicas(stack: Stack, name: ComponentName, replicas: number): Stack {
  const components = stack.components.map((one) => (one.name === name ? { ...one, replicas } : one))
  return { ...stack, components }
}

async function replicaNumbers(
  { engine, stack }: ComposeContext,
  run: Run,
): Promise<ReadonlyMap<ComponentName, number[]>> {
  const numbers = new Map<ComponentName, number[]>()
  for (const { component, replica } of await observe(engine, stack.name, run)) {
    numbers.set(component, [...(numbers.get(component) ?? []), replica])
  }
  return numbers
}

/** A stack that plain Compose started has a gateway that reads the packaged routes: it is replaced, once, by one that reads the stack's. */
async function followOurRoutes(context: ComposeContext, run: Run): Promise<void> {
  const containers = await observe(context.engine, context.stack.name, run)
  const traefik = containers.find(({ component }) => component === 'traefik')
  const isOurs = traefik?.inspect.Mounts.some(({ Source }) => Source === routesFolder(context.folder))
  if (traefik === undefined || isOurs) return
  must(await compose(context, ['up', '--detach', '--no-deps', 'traefik'], run), 'replace', ['traefik'])
}
