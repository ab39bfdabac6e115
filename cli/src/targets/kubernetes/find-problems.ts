import { MsctlError } from '../../errors.ts'
import { stateFolder } from '../../lib/folders.ts'
import type { Run } from '../../lib/run.ts'
import { nameFlag } from '../../stack/name-flag.ts'
import type { Stack } from '../../stack/stack.ts'
import { portProblems } from '../ports/port-problems.ts'
import type { Problem } from '../target.ts'
import type { KubernetesContext } from './context.ts'
import { refuseForeign } from './refuse-foreign.ts'
import { refuseScaled } from './refuse-scaled.ts'

/** All that stands in the way of the stack on this cluster and in front of it on this machine. Throws for what cannot be here at all. */
export async function findProblems(context: KubernetesContext, run: Run): Promise<readonly Problem[]> {
  const { stack, folders } = context
  refuseExternal(stack)
  await refuseForeign(context, run.signal)
  await refuseScaled(context, run.signal)
  return [...(await portProblems(stack, stateFolder(folders, stack.name))), ...(await dataProblems(context, run))]
}

/** A pod does not reach a program on this machine. */
export function refuseExternal({ external }: Stack): void {
  const [first] = external
  if (first === undefined) return
  throw new MsctlError(
    'MSCTL_USAGE',
    `${first.name} cannot be left out on a cluster: nothing there reaches the one that you run on this machine`,
    {
      suggestions: [
        `msctl up --target compose --without ${first.name}`,
        `msctl up --target local --without ${first.name}`,
      ],
    },
  )
}

/** Each mode of Kafka has a volume of its own; with the other one MySQL would know of events that no topic has. */
async function dataProblems(
  { cluster, stack, target }: KubernetesContext,
  { signal }: Run,
): Promise<readonly Problem[]> {
  const [claim, otherMode] =
    stack.kafkaMode === 'kraft' ? (['data-kafka-0', 'zookeeper'] as const) : (['kraft-data-kafka-0', 'kraft'] as const)
  const path = `/api/v1/namespaces/${stack.name}/persistentvolumeclaims/${claim}`
  if ((await cluster.ask({ path, signal, what: 'read volume claims' })) === undefined) return []
  const named = nameFlag(stack.name)
  return [
    {
      code: 'MSCTL_DATA_INCOMPATIBLE',
      summary: `kafka: there is data of Kafka with ${otherMode === 'kraft' ? 'KRaft' : 'ZooKeeper'} (volume claim ${claim})`,
      suggestions: [
        `msctl down --volumes --target ${target}${named}: removes the data, then msctl up starts with none`,
        `msctl up --target ${target} --kafka ${otherMode}${named}: goes on with the data as it is`,
      ],
      details: { component: 'kafka' },
    },
  ]
}
