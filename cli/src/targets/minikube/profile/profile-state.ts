import type { Outcome } from '../minikube-cli.ts'

/** A profile as `minikube status -o json` sees it. `broken`: its machine runs, and something in it does not; `detail` says what. */
export type ProfileState =
  | { readonly kind: 'absent' | 'running' | 'stopped' | 'paused' }
  | { readonly kind: 'broken'; readonly detail: string }

interface NodeStatus {
  readonly Host: string
  readonly Kubelet: string
  readonly APIServer: string
  readonly Kubeconfig: string
  readonly Worker: boolean
}

const noSuchProfile = 85

/** What was printed means; undefined where minikube could not ask its driver, or printed nothing that it is known to print. */
export function toProfileState({ exitCode, stdout, stderr }: Outcome): ProfileState | undefined {
  if (exitCode === noSuchProfile) return { kind: 'absent' }
  const nodes = nodesIn(stdout)
  if (nodes === undefined) return undefined
  const control = nodes.find(({ Worker }) => !Worker)
  // A container that was removed by other means is made anew by a start.
  if (control === undefined) return /No such container/.test(stderr) ? { kind: 'stopped' } : undefined
  if (control.Host !== 'Running') return { kind: 'stopped' }
  const { Kubelet: kubelet, APIServer: apiserver, Kubeconfig: kubeconfig } = control
  if (apiserver === 'Paused') return { kind: 'paused' }
  const wrong = Object.entries({
    kubelet: kubelet === 'Running' ? undefined : kubelet,
    apiserver: apiserver === 'Running' ? undefined : apiserver,
    kubeconfig: kubeconfig === 'Configured' ? undefined : kubeconfig,
  }).flatMap(([part, state]) => (state === undefined ? [] : [`${part} ${state.toLowerCase()}`]))
  return wrong.length === 0 ? { kind: 'running' } : { kind: 'broken', detail: wrong.join(', ') }
}

/** One object for one node, a list for several, null where the first one cannot be asked. */
function nodesIn(stdout: string): readonly NodeStatus[] | undefined {
  try {
    const found: unknown = JSON.parse(stdout)
    const nodes = found === null ? [] : [found].flat()
    return nodes.every(isNode) ? nodes : undefined
  } catch {
    return undefined
  }
}

function isNode(found: unknown): found is NodeStatus {
  const { Host, Kubelet, APIServer, Kubeconfig } = (found ?? {}) as Partial<NodeStatus>
  return [Host, Kubelet, APIServer, Kubeconfig].every((field) => typeof field === 'string')
}
