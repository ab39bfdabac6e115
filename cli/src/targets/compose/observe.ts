import type { ContainerInspectInfo } from 'dockerode'
import type { Run } from '../../lib/run.ts'
import { type ComponentName, componentNames } from '../../stack/components.ts'
import { ask, type Engine } from './engine/open-engine.ts'
import { ourLabel, projectLabel } from './labels.ts'

export interface ObservedContainer {
  readonly component: ComponentName
  readonly replica: number
  readonly inspect: ContainerInspectInfo
}

/** Every container of the stack as the engine has it now, in order of replicas. What vanishes meanwhile is left out. */
export async function observe(
  engine: Engine,
  stackName: string,
  { signal }: Run,
): Promise<readonly ObservedContainer[]> {
  const filters = { label: [`${projectLabel}=${stackName}`, ourLabel] }
  const listed = await ask(engine, signal, (options) =>
    engine.docker.listContainers({ all: true, filters, ...options }),
  )
  const found = (listed ?? []).flatMap(({ Id, Labels }) => {
    const component = componentNames.find((name) => name === Labels['com.docker.compose.service'])
    const replica = Number(Labels['com.docker.compose.container-number'])
    return component === undefined || Labels['com.docker.compose.oneoff'] === 'True' ? [] : [{ Id, component, replica }]
  })
  const containers = await Promise.all(
    found.map(async ({ Id, ...rest }) => {
      const inspect = await ask(engine, signal, (options) => engine.docker.getContainer(Id).inspect(options))
      return inspect && { ...rest, inspect }
    }),
  )
  return containers.flatMap((one) => one ?? []).toSorted((a, b) => a.replica - b.replica)
}
