import { setTimeout as sleep } from 'node:timers/promises'
import { MsctlError } from '../../errors.ts'
import type { Run } from '../../lib/run.ts'
import type { Place } from './place.ts'
import { askSupervisor } from './supervisor/ask-supervisor.ts'
import { isSameProcess } from './supervisor/process-table.ts'
import type { Replies } from './supervisor/protocol.ts'
import { tryReadRecord } from './supervisor/record.ts'

/** One that hangs is not worth the time that a shutdown may take. */
const statusTimeoutMs = 5000
const shutdownTimeoutMs = 60_000
const exitWithinMs = 3000

/** Ends all that the supervisor runs and then itself; also one that has begun with that. undefined: there is none, or it hangs. */
export async function shutDownSupervisor(
  { stateFolder, socketPath }: Place,
  { signal }: Run,
): Promise<Replies['shutdown'] | undefined> {
  const record = tryReadRecord(stateFolder)
  try {
    await askSupervisor(socketPath, { op: 'status' }, { signal, timeoutMs: statusTimeoutMs })
    const reply = await askSupervisor(socketPath, { op: 'shutdown' }, { signal, timeoutMs: shutdownTimeoutMs })
    const deadline = Date.now() + exitWithinMs
    while (reply && record && isSameProcess(record.supervisor) && Date.now() < deadline) await sleep(20)
    return reply
  } catch (error) {
    if (error instanceof MsctlError && error.code === 'MSCTL_COULD_NOT_ASK') return undefined
    throw error
  }
}
