import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { sendSignal } from '../../lib/send-signal.ts'
import type { Place } from './place.ts'
import { endGroup, groupMembers } from './supervisor/end-group.ts'
import { isSameProcess, type ProcessRow } from './supervisor/process-table.ts'
import { type RecordedProcess, removeRecord, tryReadRecord } from './supervisor/record.ts'
import { findMarked } from './supervisor/stack-marker.ts'
import { stopDependentsFirst } from './supervisor/stop-order.ts'

export interface EndedOrphans {
  readonly stopped: number
  readonly survivors: readonly ProcessRow[]
}

const graceMs = 10_000
const strayGraceMs = 3000

/**
 * Ends what a supervisor left that died or no longer answers: itself first, so that it starts nothing again; then the
 * groups of its record, dependents first; then whatever else carries the stack's mark. Forgets the record when all is gone.
 */
export async function endOrphans({ stateFolder, socketPath }: Place): Promise<EndedOrphans> {
  // Without a record that can be read the marks still tell.
  const record = tryReadRecord(stateFolder)
  if (record && isSameProcess(record.supervisor)) {
    await endGroup(record.supervisor, { stateFolder, signal: 'SIGTERM', graceMs: 0 })
  }
  const left = (record?.processes ?? []).filter(({ live }) => live && groupMembers(live, stateFolder).length > 0)
  await stopDependentsFirst(
    left.map(({ component }) => component),
    async (component) =>
      endAll(
        left.filter((one) => one.component === component),
        stateFolder,
      ),
  )
  const strays = await endMarked(stateFolder)
  const survivors = [
    ...findMarked(stateFolder),
    ...left.flatMap(({ live }) => (live ? groupMembers(live, stateFolder) : [])),
  ]
  if (survivors.length === 0) {
    removeRecord(stateFolder)
    rmSync(socketPath, { force: true })
  }
  const distinct = new Map(survivors.map((row) => [row.pid, row]))
  return { stopped: left.length + strays, survivors: [...distinct.values()] }
}

async function endAll(processes: readonly RecordedProcess[], stateFolder: string): Promise<readonly ProcessRow[]> {
  const ends = processes.map(({ live }) => (live ? endGroup(live, { stateFolder, signal: 'SIGTERM', graceMs }) : []))
  return (await Promise.all(ends)).flat()
}

/** Ends all that carries the mark of that folder; how many there were. Kills in rounds, since one of them may be a supervisor that starts another. */
export async function endMarked(stateFolder: string): Promise<number> {
  const first = findMarked(stateFolder)
  for (const { pid } of first) sendSignal(pid, 'SIGTERM')
  const begin = Date.now()
  for (let marked = first; marked.length > 0; marked = findMarked(stateFolder)) {
    if (Date.now() - begin > 2 * strayGraceMs) break
    if (Date.now() - begin > strayGraceMs) for (const { pid } of marked) sendSignal(pid, 'SIGKILL')
    await sleep(50)
  }
  return first.length
}
