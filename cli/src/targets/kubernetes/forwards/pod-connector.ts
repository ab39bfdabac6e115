import type { Duplex } from 'node:stream'
import type { ComponentName } from '../../../stack/components.ts'
import type { Cluster } from '../api/open-cluster.ts'
import { selectorOf } from '../labels.ts'
import { listPods } from '../status/list-objects.ts'
import type { Pod } from '../status/objects.ts'
import { choosePod } from './choose-pod.ts'
import { openPortStream } from './port-stream.ts'

export interface PodPort {
  readonly component: ComponentName
  readonly port: number
}

/** A pod is looked for again at this age of what is known, or as soon as it cannot be reached. */
const knownForMs = 1000

/** Opens connections to a port of whichever pod of a component serves; `choose`: which one. Rejects while there is none. */
export function podConnector(
  cluster: Cluster,
  namespace: string,
  { component, port }: PodPort,
  choose: (pods: readonly Pod[]) => Pod | undefined = choosePod,
): () => Promise<Duplex> {
  let known: { readonly pod: Promise<Pod>; readonly readAt: number } | undefined

  async function look(): Promise<Pod> {
    const pods = await listPods(cluster, namespace, AbortSignal.timeout(10_000), selectorOf(component))
    const pod = choose(pods)
    if (pod === undefined) throw new Error(`no pod of ${component} runs`)
    return pod
  }

  function find(): Promise<Pod> {
    if (known === undefined || Date.now() - known.readAt > knownForMs) {
      const pod = look()
      const mine = { pod, readAt: Date.now() }
      known = mine
      pod.catch(() => {
        if (known === mine) known = undefined
      })
    }
    return known.pod
  }

  const reach = async (): Promise<Duplex> =>
    openPortStream(cluster, { namespace, pod: (await find()).metadata.name, port })

  return async () => {
    try {
      return await reach()
    } catch (error) {
      if (known === undefined) throw error
      // It was replaced since it was looked for.
      known = undefined
      return reach()
    }
  }
}
