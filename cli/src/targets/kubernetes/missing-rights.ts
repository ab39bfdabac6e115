import type { Place } from './own-objects.ts'

export interface Right {
  readonly verb: string
  /** "deployments.apps", "pods/log", as `kubectl auth can-i` takes it. */
  readonly resource: string
}

const kept = ['deployments.apps', 'statefulsets.apps', 'services', 'configmaps', 'secrets', 'persistentvolumeclaims']

/** What up, status, logs and down ask for in the namespace; docs/targets.md has the same list for whoever gives rights. */
const always: readonly Right[] = [
  ...kept.flatMap((resource) => rightsTo(resource, 'get', 'list', 'create', 'patch', 'delete')),
  ...rightsTo('pods', 'get', 'list', 'delete'),
  ...rightsTo('pods/log', 'get'),
  ...rightsTo('pods/portforward', 'get'),
  ...rightsTo('events', 'list'),
  ...rightsTo('namespaces', 'get'),
]

/** As an apply makes it; where somebody else has made it, that is not needed. */
const toMakeNamespace = rightsTo('namespaces', 'create', 'patch')
/** From 1.35 on a forward is created, too. */
const toForward = rightsTo('pods/portforward', 'create')
const firstWithToForward = 35

/** `version`: "v1.34.4"; one that cannot be read counts as an older one. */
export function neededRights(version: string, hasNamespace: boolean): readonly Right[] {
  const minor = Number(/^v1\.(\d+)/.exec(version)?.[1] ?? 0)
  return [...always, ...(hasNamespace ? [] : toMakeNamespace), ...(minor >= firstWithToForward ? toForward : [])]
}

/** Those that the user of the context does not have in the stack's namespace, in the same order; all are asked for at once. */
export async function missingRights(
  place: Place,
  rights: readonly Right[],
  signal: AbortSignal,
): Promise<readonly Right[]> {
  const answers = await Promise.all(rights.map((right) => isAllowed(place, right, signal)))
  return rights.filter((_, index) => answers[index] === false)
}

async function isAllowed({ stack, cluster }: Place, { verb, resource }: Right, signal: AbortSignal): Promise<boolean> {
  const [path = '', group = ''] = resource.split('.')
  const [plural, subresource] = path.split('/')
  // Of a namespace itself both are its name, as when it is really asked for.
  const name = plural === 'namespaces' ? { name: stack.name } : {}
  const answer = await cluster.ask({
    method: 'POST',
    path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    body: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: {
        resourceAttributes: {
          namespace: stack.name,
          ...name,
          verb,
          group,
          resource: plural,
          ...(subresource && { subresource }),
        },
      },
    },
    signal,
    what: 'ask what it may do',
  })
  return (answer as { readonly status?: { readonly allowed?: boolean } } | undefined)?.status?.allowed !== false
}

function rightsTo(resource: string, ...verbs: readonly string[]): readonly Right[] {
  return verbs.map((verb) => ({ verb, resource }))
}
