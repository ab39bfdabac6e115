import { join } from 'node:path'
import { readRecord, type SupervisorRecord } from '../../cli/src/targets/local/supervisor/record.ts'
import type { Sandbox } from './sandbox.ts'

export function supervisorPid(sandbox: Sandbox): number {
  return recordOf(sandbox).supervisor.pid
}

/** Of the process that runs now; throws while it is being restarted. */
export function pidOf(sandbox: Sandbox, component: string, replica = 1): number {
  const found = recordOf(sandbox).processes.find((one) => one.component === component && one.replica === replica)
  if (found?.live === undefined) throw new Error(`${component} ${replica} does not run`)
  return found.live.pid
}

/** What the supervisor wrote down; can be read while it is frozen, too. */
function recordOf(sandbox: Sandbox): SupervisorRecord {
  const record = readRecord(join(sandbox.folder, 'state', 'msctl', sandbox.env.MSCTL_NAME ?? sandbox.name))
  if (record === undefined) throw new Error('there is no supervisor')
  return record
}
