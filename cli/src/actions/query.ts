import { queryNow, type Sample } from '../checks/prometheus-query.ts'
import { MsctlError } from '../errors.ts'
import type { Run } from '../lib/run.ts'
import { openPaths } from '../probes/paths.ts'
import { componentOf, type Stack } from '../stack/stack.ts'
import type { Target } from '../targets/target.ts'

/** What Prometheus answers now. MSCTL_USAGE for a query that it cannot read, MSCTL_COULD_NOT_ASK when it cannot be asked. */
export async function query(stack: Stack, target: Target, promql: string, run: Run): Promise<readonly Sample[]> {
  if (componentOf(stack, 'prometheus') === undefined) {
    throw new MsctlError('MSCTL_COULD_NOT_ASK', 'Prometheus is not part of this stack', {
      suggestions: ['msctl up prometheus'],
    })
  }
  await using paths = openPaths(stack, target, run)
  const base = await paths.url('prometheus', 'http')
  run.showCommand(`curl -sG ${base}/api/v1/query --data-urlencode 'query=${promql}'`)
  return queryNow(base, promql, run.signal)
}
