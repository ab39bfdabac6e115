import { MsctlError } from '../../errors.ts'
import type { Run } from '../../lib/run.ts'
import { fail, findingOf, pass, passedOthers } from '../findings.ts'
import type { Diagnosis, Finding, Problem } from '../target.ts'
import type { Cluster } from './api/open-cluster.ts'
import type { Availability } from './availability.ts'
import type { KubernetesContext } from './context.ts'
import { findProblems } from './find-problems.ts'

/** The cluster, what its user may do there, and what it and this machine have and lack for the stack. Without an answer nothing else can be asked. */
export async function diagnose(
  { isUsable, reason, version, fixes }: Availability,
  open: () => Promise<KubernetesContext>,
  run: Run,
): Promise<Diagnosis> {
  if (!isUsable) {
    return { findings: [fail('cluster', reason, fixes)], without: [] }
  }
  const context = await open()
  const { cluster, stack } = context
  const [problems, rights] = await Promise.all([
    problemsOf(context, run),
    missingRights(cluster, stack.name, run.signal),
  ])
  const found = problems.map(findingOf)
  return {
    findings: [
      pass('tools', 'cluster', `Kubernetes ${version}, context ${cluster.context}, ${cluster.server}`, {
        version,
        context: cluster.context,
        server: cluster.server,
      }),
      rightsFinding(rights, context),
      ...found,
      ...passedOthers(found, stack.components),
    ],
    without: [],
  }
}

async function problemsOf(context: KubernetesContext, run: Run): Promise<readonly Problem[]> {
  try {
    return await findProblems(context, run)
  } catch (error) {
    if (!(error instanceof MsctlError) || error.code !== 'MSCTL_MACHINE_LACKS') throw error
    return [{ code: error.code, summary: error.message, suggestions: error.suggestions, details: error.details }]
  }
}

interface Right {
  readonly verb: string
  readonly group: string
  readonly resource: string
}

const rights: readonly Right[] = [
  { verb: 'create', group: 'apps', resource: 'deployments' },
  { verb: 'create', group: 'apps', resource: 'statefulsets' },
  { verb: 'create', group: '', resource: 'services' },
  { verb: 'create', group: '', resource: 'secrets' },
  { verb: 'create', group: '', resource: 'persistentvolumeclaims' },
  { verb: 'get', group: '', resource: 'pods/log' },
  { verb: 'get', group: '', resource: 'pods/portforward' },
]

/** What the user may not do in the namespace, of what a stack needs. */
async function missingRights(cluster: Cluster, namespace: string, signal: AbortSignal): Promise<readonly string[]> {
  const answers = await Promise.all(
    rights.map(async ({ verb, group, resource }) => {
      const [plural, subresource] = resource.split('/')
      const attributes = { namespace, verb, group, resource: plural, ...(subresource && { subresource }) }
      const answer = await cluster.ask({
        method: 'POST',
        path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
        body: {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectAccessReview',
          spec: { resourceAttributes: attributes },
        },
        signal,
        what: 'ask what it may do',
      })
      const isAllowed = (answer as { readonly status?: { readonly allowed?: boolean } } | undefined)?.status?.allowed
      return isAllowed === false ? [`${verb} ${resource}`] : []
    }),
  )
  return answers.flat()
}

function rightsFinding(missing: readonly string[], { cluster, stack }: KubernetesContext): Finding {
  if (missing.length === 0) return pass('tools', 'rights', `all that a stack needs in namespace ${stack.name}`)
  return fail(
    'rights',
    `in namespace ${stack.name} this user may not ${missing.join(', ')}`,
    [`kubectl --context ${cluster.context} auth can-i --list -n ${stack.name}`],
    { missing },
  )
}
