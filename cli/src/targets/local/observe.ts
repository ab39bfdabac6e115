import type { Run } from '../../lib/run.ts'
import type { Place } from './place.ts'
import { askSupervisor } from './supervisor/ask-supervisor.ts'
import type { ProcessReport } from './supervisor/process-report.ts'
import { isSameProcess } from './supervisor/process-table.ts'
import { type RecordedProcess, readRecord, type SkippedComponent } from './supervisor/record.ts'

/** absent: nothing was started, or all was removed · orphaned: the supervisor is gone, its record is not. */
export type Observation =
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'supervised'
      readonly processes: readonly ProcessReport[]
      readonly skipped: readonly SkippedComponent[]
      /** Everything is being ended. */
      readonly isClosing: boolean
    }
  | {
      readonly kind: 'orphaned'
      readonly processes: readonly (RecordedProcess & { readonly isAlive: boolean })[]
      readonly skipped: readonly SkippedComponent[]
    }

const statusTimeoutMs = 5000

/** Throws MSCTL_COULD_NOT_ASK when the supervisor hangs or its record cannot be read. */
export async function observe({ stateFolder, socketPath }: Place, { signal }: Run): Promise<Observation> {
  const reply = await askSupervisor(socketPath, { op: 'status' }, { signal, timeoutMs: statusTimeoutMs })
  if (reply) return { kind: 'supervised', ...reply }
  const record = readRecord(stateFolder)
  if (record === undefined) return { kind: 'absent' }
  const processes = record.processes.map((one) => ({
    ...one,
    isAlive: one.live !== undefined && isSameProcess(one.live),
  }))
  return { kind: 'orphaned', processes, skipped: record.skipped }
}
