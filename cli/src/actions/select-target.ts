import type { Folders } from '../lib/folders.ts'
import type { TargetName } from '../stack/target-names.ts'
import type { Target } from '../targets/target.ts'

export interface SelectedTarget {
  readonly target: Target
  /** Why this one, when nobody named it: "no other target can run here; --target to insist". */
  readonly reason?: string
}

/** The target of that name; `auto` takes the first that can run on this machine and says why. */
export async function selectTarget(name: TargetName | 'auto', folders: Folders): Promise<SelectedTarget> {
  if (name !== 'auto') return { target: await openTarget(name, folders) }
  return { target: await openTarget('local', folders), reason: 'real servers as native processes of this machine' }
}

/** Loads a target's code only now: others may be heavy. */
export async function openTarget(name: TargetName, folders: Folders): Promise<Target> {
  switch (name) {
    case 'local': {
      const { LocalTarget } = await import('../targets/local/local-target.ts')
      return new LocalTarget(folders)
    }
  }
}
