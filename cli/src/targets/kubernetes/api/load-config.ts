import type { KubeConfig } from '@kubernetes/client-node/dist/config.js'
import { MsctlError } from '../../../errors.ts'
import { kubeconfigFiles } from './kubeconfig-files.ts'

/** What kubectl would take, with this context as the current one. Throws MSCTL_CONFIGURATION for a context that there is not, MSCTL_TOOL_MISSING without any. */
export async function loadConfig(
  context: string | undefined,
  env: NodeJS.ProcessEnv = process.env,
): Promise<KubeConfig> {
  const config = await readFiles(kubeconfigFiles(env))
  const names = config.getContexts().map(({ name }) => name)
  const wanted = context ?? config.getCurrentContext()
  if (!wanted) throw noContext(names, env)
  if (!names.includes(wanted)) throw unknownContext(wanted, names)
  config.setCurrentContext(wanted)
  if (config.getCurrentCluster() === null) {
    throw new MsctlError('MSCTL_CONFIGURATION', `context "${wanted}" names a cluster that no kubeconfig has`, {
      suggestions: ['kubectl config view shows contexts and clusters'],
    })
  }
  return config
}

/** As kubectl merges several files: of two things of one name the first counts. */
async function readFiles(files: readonly string[]): Promise<KubeConfig> {
  // Its index would load the whole generated API, of which nothing is used.
  const { KubeConfig } = await import('@kubernetes/client-node/dist/config.js')
  const all = files.map((file) => {
    const one = new KubeConfig()
    try {
      one.loadFromFile(file)
    } catch (cause) {
      throw new MsctlError('MSCTL_CONFIGURATION', `cannot read the kubeconfig "${file}": ${(cause as Error).message}`, {
        cause,
        suggestions: ['KUBECONFIG names other files'],
      })
    }
    return one
  })
  const merged = new KubeConfig()
  merged.loadFromOptions({
    clusters: firstOfEach(all.flatMap((one) => one.clusters)),
    contexts: firstOfEach(all.flatMap((one) => one.contexts)),
    users: firstOfEach(all.flatMap((one) => one.users)),
    currentContext: all.find((one) => one.currentContext)?.currentContext,
  })
  return merged
}

function firstOfEach<T extends { readonly name: string }>(all: readonly T[]): readonly T[] {
  return all.filter(({ name }, index) => all.findIndex((one) => one.name === name) === index)
}

function noContext(names: readonly string[], env: NodeJS.ProcessEnv): MsctlError {
  const where = env.KUBECONFIG ? `KUBECONFIG=${env.KUBECONFIG}` : '~/.kube/config'
  return names.length > 0
    ? new MsctlError('MSCTL_CONFIGURATION', 'no context is the current one', {
        suggestions: [`--context names one of: ${names.join(', ')}`, `kubectl config use-context ${names[0]}`],
        details: { contexts: names },
      })
    : new MsctlError('MSCTL_TOOL_MISSING', `there is no kubeconfig with a context (looked at: ${where})`, {
        suggestions: [
          'KUBECONFIG=<file> msctl up --target kubernetes',
          'kubectl config get-contexts shows what kubectl sees',
        ],
      })
}

function unknownContext(wanted: string, names: readonly string[]): MsctlError {
  return new MsctlError(
    'MSCTL_CONFIGURATION',
    `there is no context "${wanted}"; known: ${names.join(', ') || 'none'}`,
    {
      suggestions: ['kubectl config get-contexts', ...names.slice(0, 3).map((name) => `--context ${name}`)],
      details: { contexts: names },
    },
  )
}
