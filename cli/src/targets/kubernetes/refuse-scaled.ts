import { MsctlError } from '../../errors.ts'
import { kubectl } from './context.ts'
import { componentIn } from './labels.ts'
import type { Place } from './own-objects.ts'
import { listWorkloads } from './status/list-objects.ts'

/**
 * A stack of several brokers is kubectl's: one path leads from here to one of them, and what msctl makes would put its own settings, and a MySQL of
 * its own, into it. MSCTL_MACHINE_LACKS says so.
 */
export async function refuseScaled({ stack, cluster }: Place, signal: AbortSignal): Promise<void> {
  const kafka = (await listWorkloads(cluster, stack.name, signal)).find(
    ({ kind, metadata }) => kind === 'StatefulSet' && componentIn(metadata.labels) === 'kafka',
  )
  const brokers = kafka?.spec.replicas ?? 1
  if (brokers <= 1) return
  throw new MsctlError(
    'MSCTL_MACHINE_LACKS',
    `"${stack.name}" in context "${cluster.context}" has ${brokers} brokers of Kafka, and msctl up only makes stacks of one: it would mix its own settings into this one`,
    {
      suggestions: [
        `kubectl --context ${cluster.context} apply -k k8s/overlays/scaled: how a stack of several brokers is changed (docs/scale.md)`,
        'msctl up --name other --port-offset 100: a stack of one broker beside it, in a namespace of its own',
        `${kubectl({ stack, cluster })} scale statefulset/kafka --replicas 1: only if it was made with one`,
      ],
      details: { component: 'kafka', brokers, context: cluster.context, outcome: 'Nothing was started' },
    },
  )
}
