import type { Folders } from '../lib/folders.ts'
import type { Run } from '../lib/run.ts'
import { ownTargetNames, type TargetName } from '../stack/target-names.ts'
import type { Target } from '../targets/target.ts'

export interface SelectedTarget {
  readonly target: Target
  /** Why this one, when nobody named it. */
  readonly reason?: string
}

/** The target of that name, on the cluster of that context; `auto` takes the first that can run on this machine and says why. */
export async function selectTarget(
  name: TargetName | 'auto',
  folders: Folders,
  run: Run,
  context?: string,
): Promise<SelectedTarget> {
  if (name !== 'auto') return { target: await openTarget(name, folders, context) }
  const refusals: string[] = []
  for (const one of ownTargetNames) {
    const target = await openTarget(one, folders)
    const { isUsable, reason } = await target.availability(run)
    if (isUsable) return { target, reason: [...refusals, refusals.length > 0 ? '' : reason].filter(Boolean).join('; ') }
    refusals.push(`${reason}; --target ${one} to insist`)
  }
  throw new Error('no target can run anywhere')
}

/** Loads a target's code only now: others may be heavy. `context`: which cluster, where it has several. */
export async function openTarget(name: TargetName, folders: Folders, context?: string): Promise<Target> {
  switch (name) {
    case 'compose': {
      const { ComposeTarget } = await import('../targets/compose/compose-target.ts')
      return new ComposeTarget(folders)
    }
    case 'local': {
      const { LocalTarget } = await import('../targets/local/local-target.ts')
      return new LocalTarget(folders)
    }
    case 'minikube': {
      const { MinikubeTarget } = await import('../targets/minikube/minikube-target.ts')
      return new MinikubeTarget(folders, context)
    }
    case 'kubernetes': {
      const { KubernetesTarget } = await import('../targets/kubernetes/kubernetes-target.ts')
      return new KubernetesTarget(folders, context)
    }
  }
}
