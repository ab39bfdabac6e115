import { MsctlError } from '../../../errors.ts'
import { type Cluster, openCluster } from './open-cluster.ts'

/**
 * As openCluster(), for a process that lives long: when nobody answers, or the credentials are not accepted, and the kubeconfig says something
 * else by then (a cluster that was started again has another address), it goes on with that. Streams that run are not moved. Rejects as
 * openCluster() does where the kubeconfig no longer has the context.
 */
export async function followKubeconfig(context: string | undefined, env?: NodeJS.ProcessEnv): Promise<Cluster> {
  let current = await openCluster(context, env)

  /** Whether the kubeconfig had news. */
  async function renew(failed: Cluster): Promise<boolean> {
    // Another question has done it meanwhile.
    if (current !== failed) return true
    const next = await openCluster(context, env)
    if (accessOf(next) === accessOf(failed)) return false
    if (current !== failed) return true
    current = next
    // What it still reads has failed already, or ends by itself.
    void failed.close().catch(() => {})
    return true
  }

  async function withNews<T>(question: (cluster: Cluster) => Promise<T>): Promise<T> {
    const asked = current
    try {
      return await question(asked)
    } catch (error) {
      if (!(error instanceof MsctlError) || error.code !== 'MSCTL_COULD_NOT_ASK' || !(await renew(asked))) throw error
      return question(current)
    }
  }

  return {
    get context() {
      return current.context
    },
    get server() {
      return current.server
    },
    get config() {
      return current.config
    },
    ask: (question) => withNews((cluster) => cluster.ask(question)),
    stream: (question) => withNews((cluster) => cluster.stream(question)),
    close: () => current.close(),
  }
}

function accessOf({ config }: Cluster): string {
  return JSON.stringify([config.getCurrentCluster(), config.getCurrentUser()])
}
