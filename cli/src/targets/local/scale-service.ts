import { MsctlError } from '../../errors.ts'
import type { Folders } from '../../lib/folders.ts'
import type { Run } from '../../lib/run.ts'
import type { ComponentName } from '../../stack/components.ts'
import type { Stack } from '../../stack/stack.ts'
import { awaitStarted } from './await-started.ts'
import { createContext } from './create-context.ts'
import { leaveRoutes } from './leave-routes.ts'
import type { LocalParts } from './local-parts.ts'
import { needSupervised } from './need-supervised.ts'
import { placeOf } from './place.ts'
import { sendSpecs } from './start-components.ts'
import { askSupervisor } from './supervisor/ask-supervisor.ts'

const stopTimeoutMs = 60_000

/** A new replica joins the routes once it answers; one that goes leaves them before it is stopped. */
export async function scaleService(
  component: ComponentName,
  replicas: number,
  stack: Stack,
  folders: Folders,
  parts: LocalParts,
  run: Run,
): Promise<void> {
  const place = placeOf(folders, stack.name)
  const observation = await needSupervised(stack, place, run)
  const surplus = observation.processes.filter((one) => one.component === component && one.replica > replicas)
  const context = await createContext({ stack, folders, parts, run, observation, replicas: { [component]: replicas } })
  if (surplus.length > 0) {
    await leaveRoutes(
      surplus.flatMap(({ ports }) => Object.values(ports)),
      context,
      parts,
    )
    const request = { op: 'stop', ids: surplus.map(({ id }) => id) } as const
    run.showCommand(`kill -TERM -- ${surplus.flatMap(({ live }) => (live ? [`-${live.pid}`] : [])).join(' ')}`)
    const reply = await askSupervisor(place.socketPath, request, { signal: run.signal, timeoutMs: stopTimeoutMs })
    if (reply === undefined) throw new MsctlError('MSCTL_COULD_NOT_ASK', 'the supervisor ended while it was asked')
  }
  const specs = await parts.servers[component].prepare(context)
  await sendSpecs(specs, context, place, false)
  await awaitStarted(
    specs.map(({ id }) => id),
    place,
    run,
  )
  await parts.writeRoutes(context)
}
