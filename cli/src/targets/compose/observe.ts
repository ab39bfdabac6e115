import type { ContainerInspectInfo } from 'dockerode'
import type { Run } from '../../lib/run.ts'
import type { ComponentName } from '../../stack/components.ts'
import { ask, type Engine } from './engine/open-engine.ts'
import { originOf, stackLabels } from './labels.ts'

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
  const filters = { label: [...stackLabels(stackName)] }
  const listed = await ask(engine, signal, (options) =>
    engine.docker.listContainers({ all: true, filters, ...options }),
  )
  const found = (listed ?? []).flatMap(({ Id, Labels }) => {
    const origin = originOf(Labels)
    return origin ? [{ Id, ...origin }] : []
  })
  const containers = await Promise.all(
    found.map(async ({ Id, ...rest }) => {
      const inspect = await ask(engine, signal, (options) => engine.docker.getContainer(Id).inspect(options))
      return inspect && { ...rest, inspect }
    }),
  )
  return containers.flatMap((one) => one ?? []).toSorted((a, b) => a.replica - b.replica)
}
