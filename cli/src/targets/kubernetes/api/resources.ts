/** An object as the API server has it or is to have it. */
export interface KubeObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: {
    readonly name: string
    readonly namespace?: string
    readonly labels?: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
    readonly [field: string]: unknown
  }
  readonly [field: string]: unknown
}

interface Resource {
  readonly plural: string
  readonly isNamespaced: boolean
}

/** Every kind that the manifests have, a stack leaves or somebody else may have beside it: asking the server for its list would cost a request for each group. */
const resources: Readonly<Record<string, Resource>> = {
  Namespace: { plural: 'namespaces', isNamespaced: false },
  ClusterRole: { plural: 'clusterroles', isNamespaced: false },
  ClusterRoleBinding: { plural: 'clusterrolebindings', isNamespaced: false },
  IngressClass: { plural: 'ingressclasses', isNamespaced: false },
  ConfigMap: { plural: 'configmaps', isNamespaced: true },
  Secret: { plural: 'secrets', isNamespaced: true },
  Service: { plural: 'services', isNamespaced: true },
  ServiceAccount: { plural: 'serviceaccounts', isNamespaced: true },
  PersistentVolumeClaim: { plural: 'persistentvolumeclaims', isNamespaced: true },
  Pod: { plural: 'pods', isNamespaced: true },
  Event: { plural: 'events', isNamespaced: true },
  Role: { plural: 'roles', isNamespaced: true },
  RoleBinding: { plural: 'rolebindings', isNamespaced: true },
  Deployment: { plural: 'deployments', isNamespaced: true },
  StatefulSet: { plural: 'statefulsets', isNamespaced: true },
  ReplicaSet: { plural: 'replicasets', isNamespaced: true },
  Ingress: { plural: 'ingresses', isNamespaced: true },
  NetworkPolicy: { plural: 'networkpolicies', isNamespaced: true },
  PodDisruptionBudget: { plural: 'poddisruptionbudgets', isNamespaced: true },
  HorizontalPodAutoscaler: { plural: 'horizontalpodautoscalers', isNamespaced: true },
  Job: { plural: 'jobs', isNamespaced: true },
  CronJob: { plural: 'cronjobs', isNamespaced: true },
  DaemonSet: { plural: 'daemonsets', isNamespaced: true },
  ResourceQuota: { plural: 'resourcequotas', isNamespaced: true },
  LimitRange: { plural: 'limitranges', isNamespaced: true },
}

/** Throws for a kind that is not in the table: a manifest with it needs a line there. */
export function resourceOf(kind: string): Resource {
  const found = resources[kind]
  if (found === undefined) throw new Error(`msctl does not know the kind ${kind}`)
  return found
}

/** "/apis/apps/v1/namespaces/shop/deployments" */
export function collectionPath(apiVersion: string, kind: string, namespace: string): string {
  const { plural, isNamespaced } = resourceOf(kind)
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
  return isNamespaced ? `${root}/namespaces/${namespace}/${plural}` : `${root}/${plural}`
}

export function objectPath({ apiVersion, kind, metadata }: KubeObject, namespace: string): string {
  return `${collectionPath(apiVersion, kind, namespace)}/${metadata.name}`
}
