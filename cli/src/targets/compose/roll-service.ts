import { setTimeout as sleep } from 'node:timers/promises'
import { MsctlError } from '../../errors.ts'
import type { Run } from '../../lib/run.ts'
import type { ComponentName } from '../../stack/components.ts'
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
/** More than the container is given to stop. */
const stopWithinMs = 20_000
const worksWithinMs = 60_000

/**
 * Replaces the replicas of a service one after the other, so that the others serve meanwhile: each leaves the routes first and
 * joins them once it works. Compose gives a container of a new image the next free number. Where one does not come up again the rest stays as it is: MSCTL_COMPONENT_FAILED.
 */
export async function rollService(
  context: ComposeContext,
  name: ComponentName,
  hasNewImage: boolean,
  run: Run,
): Promise<void> {
  const replicas = (await observe(context.engine, context.stack.name, run)).filter(
    ({ component }) => component === name,
  )
  for (const replica of replicas) {
    await leaveRoutes(context, replica, run)
    await (hasNewImage ? recreate(context, replica, run) : startAnew(context, replica, run))
    const others = replicas.flatMap(({ inspect }) => (inspect.Id === replica.inspect.Id ? [] : [inspect.Id]))
    await untilWorks(context, name, others, run)
    writeRoutes(context.stack, context.folder, hostsOf(await observe(context.engine, context.stack.name, run)))
  }
}

async function leaveRoutes({ stack, engine, folder }: ComposeContext, replica: ObservedContainer, run: Run) {
  const host = hostOf(replica)
  const hosts = hostsOf(await observe(engine, stack.name, run))
  run.report(`the gateway leaves ${host}`)
  writeRoutes(stack, folder, (service) => hosts(service).filter((one) => one !== host))
  await untilUnrouted(stack, [replicaAddress(replica.component, host)], run)
}

/** The same container, with its log. */
async function startAnew({ engine }: ComposeContext, replica: ObservedContainer, run: Run): Promise<void> {
  run.showCommand(`docker restart ${hostOf(replica)}`)
  const container = engine.docker.getContainer(replica.inspect.Id)
  await ask(engine, run.signal, (options) => container.restart(options), stopWithinMs)
}

async function recreate(context: ComposeContext, replica: ObservedContainer, run: Run): Promise<void> {
  const { engine, stack } = context
  const { component, inspect } = replica
  run.showCommand(`docker stop ${hostOf(replica)} && docker rm ${hostOf(replica)}`)
  const container = engine.docker.getContainer(inspect.Id)
  await ask(engine, run.signal, (options) => container.stop(options), stopWithinMs)
  await ask(engine, run.signal, () => container.remove())
  const flags = ['--detach', '--no-deps', '--no-build', '--no-recreate', ...scales(stack, [component])]
  must(await compose(context, ['up', ...flags, component], run), 'start', [component])
}

/** Whoever is not among those others: healthy or, where the image has no health check, running. */
async function untilWorks(
  { engine, stack }: ComposeContext,
  name: ComponentName,
  others: readonly string[],
  run: Run,
): Promise<void> {
  const deadline = Date.now() + worksWithinMs
  for (;;) {
    const containers = await observe(engine, stack.name, run)
    const mine = containers.find(({ component, inspect }) => component === name && !others.includes(inspect.Id))
    const { Running: isRunning = false, Health: health } = mine?.inspect.State ?? {}
    if (isRunning && (health === undefined || health.Status === 'healthy')) return
    if (health?.Status === 'unhealthy' || Date.now() > deadline) throw doesNotWork(name, mine)
    await sleep(pollMs, undefined, { signal: run.signal })
  }
}

function doesNotWork(name: ComponentName, replica: ObservedContainer | undefined): MsctlError {
  const which = replica ? hostOf(replica) : name
  return new MsctlError(
    'MSCTL_COMPONENT_FAILED',
    `${which} does not work after its restart; the other replicas run on`,
    {
      suggestions: [`msctl logs ${name} --tail 50`, 'msctl status'],
    },
  )
}

const hostOf = ({ inspect }: ObservedContainer): string => inspect.Name.slice(1)
