import { setTimeout as sleep } from 'node:timers/promises'
import type { Run } from '../../lib/run.ts'
import { type ComponentName, catalogue } from '../../stack/components.ts'
import { componentOf, type Stack } from '../../stack/stack.ts'
import { untilUnrouted } from '../until-unrouted.ts'
import { compose } from './compose-cli.ts'
import type { ComposeContext } from './compose-context.ts'
import { ask } from './engine/open-engine.ts'
import { replicaAddress, writeRoutes } from './files/stack-files.ts'
import { must } from './must.ts'
import { type ObservedContainer, observe } from './observe.ts'
import { scales } from './renew-stale.ts'
import { hostsOf } from './replica-hosts.ts'

const pollMs = 200
/** Longer than any grace period of templates/compose.yaml. */
const stoppedWithinMs = 60_000

/** Whether a request needs never meet a replica that stops: there is another one, and a gateway that knows which. */
export function canRestartInTurn(stack: Stack, name: ComponentName): boolean {
  const replicas = componentOf(stack, name)?.replicas ?? 0
  return catalogue[name].isService && replicas > 1 && componentOf(stack, 'traefik') !== undefined
}

/**
 * Starts the replicas anew, one at a time: the gateway leaves each before it is stopped, and the next one's turn comes when it is
 * healthy again. Stops at one that does not get so: the others go on as they are.
 */
export async function restartInTurn(
  context: ComposeContext,
  name: ComponentName,
  hasOtherImage: boolean,
  run: Run,
): Promise<void> {
  const { engine, stack, folder } = context
  const before = (await observe(engine, stack.name, run)).filter(({ component }) => component === name)
  for (const replica of before) {
    const containers = await observe(engine, stack.name, run)
    const host = replica.inspect.Name.slice(1)
    run.report(`${host} is started anew; the others go on`)
    writeRoutes(stack, folder, hostsOf(containers.filter(({ inspect }) => inspect.Id !== replica.inspect.Id)))
    await untilUnrouted(stack, [replicaAddress(name, host)], run)
    if (hasOtherImage) await replace(context, replica, run)
    else await restart(context, replica, run)
    const isHealthy = await untilHealthy(context, name, run)
    writeRoutes(stack, folder, hostsOf(await observe(engine, stack.name, run)))
    if (!isHealthy) return
  }
}

async function restart({ engine }: ComposeContext, { inspect }: ObservedContainer, run: Run): Promise<void> {
  run.showCommand(`docker restart ${inspect.Name.slice(1)}`)
  const container = engine.docker.getContainer(inspect.Id)
  await ask(engine, run.signal, (options) => container.restart(options), stoppedWithinMs)
}

async function replace(context: ComposeContext, { component, inspect }: ObservedContainer, run: Run): Promise<void> {
  const { engine, stack } = context
  const container = engine.docker.getContainer(inspect.Id)
  run.showCommand(`docker stop ${inspect.Name.slice(1)} && docker rm ${inspect.Name.slice(1)}`)
  await ask(engine, run.signal, (options) => container.stop(options), stoppedWithinMs)
  await ask(engine, run.signal, (options) => container.remove(options))
  const flags = ['--detach', '--no-deps', '--no-build', '--no-recreate', ...scales(stack, [component])]
  must(await compose(context, ['up', ...flags, component], run), 'start', [component])
}

/** False when one has ended or was given up by its health check. */
async function untilHealthy({ engine, stack }: ComposeContext, name: ComponentName, run: Run): Promise<boolean> {
  for (;;) {
    const replicas = (await observe(engine, stack.name, run)).filter(({ component }) => component === name)
    const states = replicas.map(({ inspect: { State } }) =>
      State.Running ? (State.Health?.Status ?? 'healthy') : 'ended',
    )
    if (states.every((state) => state === 'healthy')) return true
    if (states.every((state) => state !== 'starting')) return false
    await sleep(pollMs, undefined, { signal: run.signal })
  }
}
