import type { ComponentStatus } from '../../../stack/stack.ts'
import { componentOf, type Stack } from '../../../stack/stack.ts'
import type { BrokenForward } from '../forwards/broken-forwards.ts'
import { choosePod } from '../forwards/choose-pod.ts'
import { podPortOf } from '../forwards/plan-forwards.ts'
import { componentIn } from '../labels.ts'
import type { Pod } from './objects.ts'

/**
 * What is ready for the cluster and cannot be reached from this machine says so in its detail. A failure of before the pod was ready says
 * nothing about it.
 */
export function sayBrokenForwards(
  statuses: readonly ComponentStatus[],
  broken: readonly BrokenForward[],
  pods: readonly Pod[],
  stack: Stack,
): readonly ComponentStatus[] {
  if (broken.length === 0) return statuses
  return statuses.map((status) => {
    if (status.state !== 'ready') return status
    const ports = Object.keys(componentOf(stack, status.name)?.ports ?? {})
    const failure = broken.find(
      (one) =>
        ports.some(
          (port) => one.name === `${status.name} ${port}` && one.to === podPortOf(stack, status.name, port).component,
        ) && isNews(one, pods),
    )
    if (failure === undefined) return status
    const way = failure.to === status.name ? '' : ` (to that of ${failure.to})`
    return { ...status, detail: `the pod is ready, but the forward to it${way} does not get through: ${failure.why}` }
  })
}

function isNews({ to, at }: BrokenForward, pods: readonly Pod[]): boolean {
  const pod = choosePod(pods.filter(({ metadata }) => componentIn(metadata.labels) === to))
  const ready = pod?.status.conditions?.find(({ type, status }) => type === 'Ready' && status === 'True')
  return ready !== undefined && Date.parse(at) > Date.parse(ready.lastTransitionTime ?? '')
}
