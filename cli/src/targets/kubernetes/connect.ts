import { MsctlError } from '../../errors.ts'
import { reachableHost } from '../../stack/addresses.ts'
import { type ComponentName, catalogue } from '../../stack/components.ts'
import { componentOf } from '../../stack/stack.ts'
import type { Endpoint } from '../target.ts'
import type { KubernetesContext } from './context.ts'
import type { BrokenForward } from './forwards/broken-forwards.ts'
import { type Forward, openForward } from './forwards/open-forward.ts'
import { insidePort, podPortOf } from './forwards/plan-forwards.ts'
import { podConnector } from './forwards/pod-connector.ts'
import type { Pod } from './status/objects.ts'
import { replicasOf } from './status/replicas.ts'

export interface Wanted {
  readonly component: ComponentName
  readonly port: string
  readonly replica: number | undefined
}

/** Forwards of this process: those who want the same one share it, and the last one closes it. */
export interface OwnForwards {
  readonly open: Map<string, { readonly opening: Promise<Forward>; users: number }>
  /** By the same names: through which nothing has come since a connection could not be handed on. */
  readonly broken: Map<string, BrokenForward>
}

/**
 * The stack's address where its forwards are kept (`isForwarded`); for one replica, or a stack that something else than msctl made, a
 * forward of this process.
 */
export async function connect(
  openContext: () => Promise<KubernetesContext>,
  stack: KubernetesContext['stack'],
  wanted: Wanted,
  isForwarded: () => Promise<boolean>,
  forwards: OwnForwards,
): Promise<Endpoint> {
  const { component, port, replica } = wanted
  const number = componentOf(stack, component)?.ports[port]
  if (number === undefined) {
    throw new MsctlError('MSCTL_NO_STACK', `there is no port "${port}" of ${component}, replica ${replica ?? 1}`)
  }
  const isAlone = replica !== undefined && catalogue[component].isService
  if (!isAlone && (await isForwarded())) {
    return { host: reachableHost(stack), port: number, [Symbol.asyncDispose]: async () => {} }
  }
  const to = isAlone ? { component, port: insidePort(component, port) } : podPortOf(stack, component, port)
  const choose = isAlone ? (pods: readonly Pod[]) => runningReplica(component, replica, pods) : undefined
  const key = `${component} ${port} ${replica ?? ''}`
  return shareForward(key, forwards.open, async () => {
    const { cluster } = await openContext()
    return openForward({
      host: '127.0.0.1',
      port: 0,
      open: podConnector(cluster, stack.name, to, choose),
      onFailure: (why) =>
        forwards.broken.set(key, {
          name: `${component} ${port}`,
          to: to.component,
          why,
          at: new Date().toISOString(),
        }),
      onThrough: () => forwards.broken.delete(key),
    })
  })
}

function runningReplica(component: ComponentName, replica: number, pods: readonly Pod[]): Pod | undefined {
  const pod = replicasOf(component, pods).find((one) => one.replica === replica)?.pod
  return pod?.status.phase === 'Running' ? pod : undefined
}

async function shareForward(
  key: string,
  forwards: OwnForwards['open'],
  open: () => Promise<Forward>,
): Promise<Endpoint> {
  const shared = forwards.get(key) ?? { opening: open(), users: 0 }
  forwards.set(key, shared)
  shared.users++
  const release = async (): Promise<void> => {
    shared.users--
    if (shared.users > 0) return
    if (forwards.get(key) === shared) forwards.delete(key)
    await shared.opening.then((forward) => forward.close()).catch(() => {})
  }
  try {
    const { port } = await shared.opening
    return { host: '127.0.0.1', port, [Symbol.asyncDispose]: release }
  } catch (error) {
    await release()
    throw error
  }
}
