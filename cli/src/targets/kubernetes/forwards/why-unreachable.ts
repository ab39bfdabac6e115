import type { ComponentName } from '../../../stack/components.ts'
import { componentOf, type Stack } from '../../../stack/stack.ts'
import { componentIn } from '../labels.ts'
import type { Pod } from '../status/objects.ts'
import type { BrokenForward } from './broken-forwards.ts'
import { choosePod } from './choose-pod.ts'

const longest = 200

/** What to say of a component whose forward does not get through although its pod is ready. A failure of before the pod was ready says nothing about it. */
export function whyUnreachable(
  component: ComponentName,
  broken: readonly BrokenForward[],
  pods: readonly Pod[],
  stack: Stack,
): string | undefined {
  const ports = Object.keys(componentOf(stack, component)?.ports ?? {})
  const failure = broken.find(({ name, to, at }) => {
    return ports.some((port) => name === `${component} ${port}`) && isReadySince(at, to, pods)
  })
  if (failure === undefined) return undefined
  const way = failure.to === component ? '' : `, by way of ${failure.to},`
  return `the pod is ready, but the forward to it${way} does not get through: ${inShort(failure.why)}`
}

/** A runtime tells the whole way to a closed port, with the ids of pod and network; the log of the forwards keeps it. */
function inShort(why: string): string {
  const [, port] = /^error forwarding port (\d+) .*connection refused/s.exec(why) ?? []
  return port === undefined ? why.slice(0, longest) : `nothing in the pod listens on port ${port}`
}

function isReadySince(at: string, component: ComponentName, pods: readonly Pod[]): boolean {
  const pod = choosePod(pods.filter(({ metadata }) => componentIn(metadata.labels) === component))
  const ready = pod?.status.conditions?.find(({ type, status }) => type === 'Ready' && status === 'True')
  return ready !== undefined && Date.parse(at) > Date.parse(ready.lastTransitionTime ?? '')
}
