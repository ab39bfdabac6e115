import { MsctlError } from '../../errors.ts'
import type { Run } from '../../lib/run.ts'
import { fail, findingOf, pass, passedOthers } from '../findings.ts'
import type { Diagnosis, Finding, Problem } from '../target.ts'
import { statusOf } from './api/api-errors.ts'
import type { Availability } from './availability.ts'
import type { KubernetesContext } from './context.ts'
import { findProblems } from './find-problems.ts'
import { missingRights, neededRights, type Right } from './missing-rights.ts'
import { readNamespace } from './read-namespace.ts'

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
  const needed = neededRights(version ?? '', await hasNamespace(context, run))
  const [problems, missing] = await Promise.all([problemsOf(context, run), missingRights(context, needed, run.signal)])
  // What was not allowed while looking is among the missing rights; the look ended there.
  const found = problems.filter(({ details }) => missing.length === 0 || details?.status !== 403).map(findingOf)
  return {
    findings: [
      pass('tools', 'cluster', `Kubernetes ${version}, context ${cluster.context}, ${cluster.server}`, {
        version,
        context: cluster.context,
        server: cluster.server,
      }),
      rightsFinding(missing, context),
      ...found,
      ...(found.length === problems.length ? passedOthers(found, stack.components) : []),
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

/** A namespace that may not be read may be there: then it need not be made. */
async function hasNamespace({ cluster, stack }: KubernetesContext, { signal }: Run): Promise<boolean> {
  try {
    return (await readNamespace(cluster, stack.name, signal)) !== undefined
  } catch (error) {
    if (statusOf(error) === 403) return true
    throw error
  }
}

function rightsFinding(rights: readonly Right[], { cluster, stack }: KubernetesContext): Finding {
  const missing = rights.map(({ verb, resource }) => `${verb} ${resource}`)
  if (missing.length === 0) return pass('tools', 'rights', `all that a stack needs in namespace ${stack.name}`)
  return fail(
    'rights',
    `in namespace ${stack.name} this user may not ${missing.join(', ')}`,
    [`kubectl --context ${cluster.context} auth can-i --list -n ${stack.name}`],
    { missing },
  )
}
