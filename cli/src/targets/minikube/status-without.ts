import type { Folders } from '../../lib/folders.ts'
import type { ComponentStatus, Stack } from '../../stack/stack.ts'
import { tryReadStackRecord } from '../../stack/stack-record.ts'
import { describeState, wayToRun } from './profile/not-running.ts'
import type { ProfileState } from './profile/profile-state.ts'

/**
 * The stack where its profile does not run: nothing of it does. In one that was stopped it comes back with the next start, as far as msctl's
 * record knows of it; in one that is gone it is gone, too.
 */
export function statusWithout(
  stack: Stack,
  profile: string,
  state: ProfileState,
  folders: Folders,
): readonly ComponentStatus[] {
  const isKept = state.kind !== 'absent' && isRecorded(stack, profile, folders)
  const fields = isKept
    ? ({ state: 'stopped', detail: `${describeState(profile, state)}: ${wayToRun(profile, state)}` } as const)
    : ({ state: 'missing', detail: '' } as const)
  return stack.components.map(({ name }) => ({ name, replica: 0, ...fields, ports: {}, restarts: 0 }))
}

/** Whether `up` put the stack into this profile, and nobody took it down. */
export function isRecorded({ name }: Stack, profile: string, folders: Folders): boolean {
  const record = tryReadStackRecord(folders, name)
  return record !== undefined && record.downAt === undefined && record.context === profile
}
