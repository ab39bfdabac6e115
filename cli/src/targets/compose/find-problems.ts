import { dirname } from 'node:path'
import type { Run } from '../../lib/run.ts'
import { formatBytes } from '../../lib/units.ts'
import { componentNames } from '../../stack/components.ts'
import { nameFlag } from '../../stack/name-flag.ts'
import type { Stack } from '../../stack/stack.ts'
import { moreForEngine } from '../engine-advice.ts'
import { portProblems } from '../ports/port-problems.ts'
import type { Problem } from '../target.ts'
import type { Availability } from './availability.ts'
import type { ComposeContext } from './compose-context.ts'
import { ask } from './engine/open-engine.ts'
import { engineMemory } from './engine-memory.ts'
import { isOurs, projectLabel } from './labels.ts'

/** What the containers of a whole stack take at rest and under load, as measured; their limits add up to more. */
const neededBytes = 1_600_000_000

/** All that stands in the way of the stack on this engine, not only the first. Changes nothing. */
export async function findProblems(context: ComposeContext, run: Run): Promise<readonly Problem[]> {
  const containers = await listContainers(context, run)
  return [
    ...foreignProblems(context.stack, containers),
    ...(await takenPorts(context, containers)),
    ...(await memoryProblems(context, containers, run)),
    ...(await dataProblems(context, run)),
  ]
}

/** Without an engine nothing else can be asked. */
export function engineProblems({ isUsable, reason, fixes }: Availability): readonly Problem[] {
  return isUsable ? [] : [{ code: 'MSCTL_TOOL_MISSING', summary: reason, suggestions: fixes }]
}

interface Listed {
  readonly name: string
  readonly project: string | undefined
  readonly isOurs: boolean
  readonly publicPorts: readonly number[]
}

async function listContainers({ engine }: ComposeContext, { signal }: Run): Promise<readonly Listed[]> {
  const listed = await ask(engine, signal, (options) => engine.docker.listContainers({ all: true, ...options }))
  return (listed ?? []).map(({ Names, Labels, Ports }) => ({
    name: Names[0]?.slice(1) ?? '',
    project: Labels[projectLabel],
    isOurs: isOurs(Labels),
    publicPorts: Ports.flatMap(({ PublicPort }) => PublicPort ?? []),
  }))
}

function foreignProblems({ name }: Stack, containers: readonly Listed[]): readonly Problem[] {
  const foreign = containers.filter(({ project, isOurs }) => project === name && !isOurs)
  if (foreign.length === 0) return []
  return [
    {
      code: 'MSCTL_MACHINE_LACKS',
      summary: `there is a Compose project "${name}" that is not msctl's: ${foreign.map((one) => one.name).join(', ')}`,
      suggestions: ['msctl up --name other: a stack of another name'],
      details: { project: name },
    },
  ]
}

/** The engine holds every port of a container in its own name: people want to know whose container it is. */
async function takenPorts(
  { stack, folder }: ComposeContext,
  containers: readonly Listed[],
): Promise<readonly Problem[]> {
  const own = new Set(containers.flatMap((one) => (one.project === stack.name && one.isOurs ? one.publicPorts : [])))
  const components = stack.components.map((component) => ({
    ...component,
    ports: Object.fromEntries(Object.entries(component.ports).filter(([, port]) => !own.has(port))),
  }))
  const problems = await portProblems({ ...stack, components }, dirname(folder))
  return problems.map((problem) => {
    const holder = containers.find(({ publicPorts }) => publicPorts.includes(Number(problem.details?.port)))
    if (holder === undefined) return problem
    const whose = holder.project === undefined ? '' : ` of Compose project "${holder.project}"`
    const { port, component } = problem.details ?? {}
    return {
      ...problem,
      summary: `port ${port} (${component}) is taken by container ${holder.name}${whose}`,
      suggestions: [...problem.suggestions, `docker stop ${holder.name}`],
      details: { port, component, container: holder.name },
    }
  })
}

/** Only before the first part runs: what runs has its memory already. */
async function memoryProblems(
  context: ComposeContext,
  containers: readonly Listed[],
  run: Run,
): Promise<readonly Problem[]> {
  const { stack } = context
  if (containers.some(({ project }) => project === stack.name)) return []
  const available = await engineMemory(context, run)
  const needed = Math.round((neededBytes * stack.components.length) / componentNames.length)
  if (available === undefined || available >= needed) return []
  return [
    {
      code: 'MSCTL_MACHINE_LACKS',
      summary: `the Docker engine has ${formatBytes(available)} of memory, this stack needs about ${formatBytes(needed)}`,
      suggestions: [moreForEngine, 'msctl up --without grafana --without adminer'],
      details: { availableBytes: available, neededBytes: needed },
    },
  ]
}

/** Each mode of Kafka has a volume of its own; with the other one MySQL would know of events that no topic has. */
async function dataProblems({ engine, stack }: ComposeContext, { signal }: Run): Promise<readonly Problem[]> {
  const other = stack.kafkaMode === 'kraft' ? 'kafka-data' : 'kafka-kraft-data'
  const volume = await ask(engine, signal, (options) =>
    engine.docker.getVolume(`${stack.name}_${other}`).inspect(options),
  )
  if (volume === undefined) return []
  const named = nameFlag(stack.name)
  const otherMode = stack.kafkaMode === 'kraft' ? 'zookeeper' : 'kraft'
  return [
    {
      code: 'MSCTL_DATA_INCOMPATIBLE',
      summary: `kafka: there is data of Kafka with ${otherMode === 'kraft' ? 'KRaft' : 'ZooKeeper'}`,
      suggestions: [
        `msctl down --volumes${named}: removes the data, then msctl up starts with none`,
        `msctl up --kafka ${otherMode}${named}: goes on with the data as it is`,
      ],
      details: { component: 'kafka' },
    },
  ]
}
