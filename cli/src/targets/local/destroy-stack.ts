import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Run } from '../../lib/run.ts'
import type { DestroyResult } from '../target.ts'
import { endOrphans } from './end-orphans.ts'
import { holdsPort } from './listening-sockets.ts'
import type { Place } from './place.ts'
import { removeIfEmpty, removeState } from './remove-state.ts'
import { shutDownSupervisor } from './shut-down-supervisor.ts'
import type { ProcessRow } from './supervisor/process-table.ts'
import { type SupervisorRecord, tryReadRecord } from './supervisor/record.ts'

export async function destroyStack(place: Place, volumes: boolean, run: Run): Promise<DestroyResult> {
  const record = tryReadRecord(place.stateFolder)
  for (const { id, live } of record?.processes ?? []) if (live) run.showCommand(`kill -TERM -- -${live.pid}  # ${id}`)
  const reply = await shutDownSupervisor(place, run)
  // The second look: for what the supervisor left, or all of it where there was none to ask.
  const { stopped, survivors } = await endOrphans(place)
  const leftBehind = survivors.flatMap((row) => describeSurvivor(row, record))
  // Data is not pulled away from under a living server.
  const state = volumes && leftBehind.length === 0 ? removeStateOf(place, run) : { removed: [], leftBehind: [] }
  removeIfEmpty(dirname(place.socketPath))
  return {
    stopped: (reply?.stopped ?? 0) + stopped,
    removed: state.removed,
    leftBehind: [...leftBehind, ...state.leftBehind],
  }
}

function describeSurvivor({ pid, group }: ProcessRow, record: SupervisorRecord | undefined): readonly string[] {
  const owner = record?.processes.find(({ live }) => live?.pid === group)
  const ports = Object.values(owner?.ports ?? {}).filter((port) => holdsPort([pid], port))
  return [
    `process ${pid}${owner ? ` (${owner.id})` : ''}`,
    ...ports.map((port) => `port ${port}, held by process ${pid}`),
  ]
}

function removeStateOf({ stateFolder }: Place, run: Run): ReturnType<typeof removeState> {
  if (!existsSync(stateFolder)) return { removed: [], leftBehind: [] }
  run.showCommand(`rm -rf ${stateFolder}`)
  return removeState(stateFolder)
}
