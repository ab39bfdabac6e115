import type { ComponentName } from '../../../stack/components.ts'
import { nameFlag } from '../../../stack/name-flag.ts'
import type { Stack } from '../../../stack/stack.ts'
import type { Problem } from '../../target.ts'
import { type DataVersion, dataConflict, readDataVersion } from '../servers/data-version.ts'
import type { FoundTool, ToolLookup, ToolName } from '../tools/tool.ts'

/** Data that the servers of this machine, or Kafka in this mode, must not open. */
export function dataProblems(
  stack: Stack,
  stateFolder: string,
  tools: ReadonlyMap<ToolName, ToolLookup>,
): readonly Problem[] {
  return stack.components.flatMap(({ name }) => {
    const wanted = wantedVersion(name, stack, tools)
    const conflict = wanted && dataConflict(readDataVersion(stateFolder, name), wanted)
    return conflict === undefined ? [] : [problemOf(name, conflict, stack)]
  })
}

function wantedVersion(
  name: ComponentName,
  { kafkaMode }: Stack,
  tools: ReadonlyMap<ToolName, ToolLookup>,
): DataVersion | undefined {
  const found = (tool: ToolName): FoundTool | undefined => {
    const lookup = tools.get(tool)
    return lookup?.found ? lookup : undefined
  }
  switch (name) {
    case 'mysql':
      return version(found('mysql')?.parts.vendor, found('mysql')?.parts.number)
    case 'zookeeper':
      return version('ZooKeeper', found('kafka')?.parts.zookeeperVersion)
    case 'kafka':
      return kafkaMode === 'kraft'
        ? version('Kafka with KRaft', found('kafka-kraft')?.version)
        : version('Kafka with ZooKeeper', found('kafka')?.version)
    default:
      return undefined
  }
}

function version(product: string | undefined, number: string | undefined): DataVersion | undefined {
  return product === undefined || number === undefined ? undefined : { product, version: number }
}

function problemOf(component: ComponentName, conflict: string, { name, kafkaMode }: Stack): Problem {
  const named = nameFlag(name)
  const otherMode = kafkaMode === 'kraft' ? 'zookeeper' : 'kraft'
  return {
    code: 'MSCTL_DATA_INCOMPATIBLE',
    summary: `${component}: ${conflict}`,
    suggestions: [
      `msctl down --volumes${named}: removes the data, then msctl up starts with none`,
      ...(component === 'kafka' ? [`msctl up --kafka ${otherMode}${named}: goes on with the data as it is`] : []),
    ],
    details: { component },
  }
}
