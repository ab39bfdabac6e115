import { isOurs } from './labels.ts'
import {
  dataKinds,
  findListable,
  type Kind,
  type OwnObject,
  otherKinds,
  overlayKinds,
  type Place,
  podKinds,
  workloadKinds,
} from './own-objects.ts'

/** What people put into a namespace, the weightiest first; what controllers derive from these goes with them. */
const foreignKinds: readonly Kind[] = [
  ...workloadKinds,
  ['apps/v1', 'DaemonSet'],
  ['batch/v1', 'CronJob'],
  ['batch/v1', 'Job'],
  ...podKinds,
  ...dataKinds,
  ...otherKinds,
  ['networking.k8s.io/v1', 'Ingress'],
  ['networking.k8s.io/v1', 'NetworkPolicy'],
  ['rbac.authorization.k8s.io/v1', 'Role'],
  ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
  ['v1', 'ServiceAccount'],
  ['v1', 'ResourceQuota'],
  ['v1', 'LimitRange'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  ...overlayKinds,
]

/** What somebody else has in the namespace, as far as this user may look. Custom resources are not looked for: each would cost a request of its own. */
export async function findForeign(place: Place, signal: AbortSignal): Promise<readonly OwnObject[]> {
  const all = await findListable(place, foreignKinds, signal, '')
  return all.filter((one) => !isOurs(one.labels) && !isOfEveryNamespace(one))
}

/** Kubernetes itself puts them into each. */
function isOfEveryNamespace({ kind, name }: OwnObject): boolean {
  return (kind === 'ConfigMap' && name === 'kube-root-ca.crt') || (kind === 'ServiceAccount' && name === 'default')
}

/** "Secret registry, CronJob report, …": the first three. */
export function namesOf(objects: readonly OwnObject[]): string {
  const names = objects.slice(0, 3).map(({ kind, name }) => `${kind} ${name}`)
  return [...names, ...(objects.length > names.length ? ['…'] : [])].join(', ')
}
