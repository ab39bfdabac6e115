import type { Run } from '../lib/run.ts'
import type { Probes } from '../probes/probe.ts'
import type { ComponentStatus } from '../stack/stack.ts'
import { combineStates } from './combine-states.ts'
import type { FoundStack } from './find-stack.ts'

/** A component that does not work yet this soon after its start is starting, not unhealthy. */
const startingMs = 30_000
const probeMs = 3_000

/** The replicas of all components as the target sees them, and whether what runs also works: every probe is asked once, side by side. */
export async function status(
  { stack, target }: FoundStack,
  probes: Probes,
  run: Run,
): Promise<readonly ComponentStatus[]> {
  const statuses = await target.status(stack, run)
  const names = [...new Set(statuses.map(({ name }) => name))]
  const judged = await Promise.all(
    names.map(async (name) => {
      const replicas = statuses.filter((status) => status.name === name)
      if (combineStates(replicas) !== 'ready') return replicas
      const signal = AbortSignal.any([run.signal, AbortSignal.timeout(probeMs)])
      const answer = await probes[name](signal)
      return replicas.map((replica) => withAnswer(replica, answer))
    }),
  )
  return judged.flat()
}

function withAnswer(replica: ComponentStatus, answer: Awaited<ReturnType<Probes['mysql']>>): ComponentStatus {
  const detail = [replica.detail, answer.detail].filter(Boolean).join('; ')
  if (answer.works) return { ...replica, detail }
  const ageMs = replica.startedAt === undefined ? Number.POSITIVE_INFINITY : Date.now() - Date.parse(replica.startedAt)
  return { ...replica, detail, state: ageMs < startingMs ? 'starting' : 'unhealthy' }
}
