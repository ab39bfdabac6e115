import type { Folders } from '../../lib/folders.ts'
import type { Run } from '../../lib/run.ts'
import type { Stack } from '../../stack/stack.ts'
import { destroyStack as destroyLocal } from '../local/destroy-stack.ts'
import { placeOf } from '../local/place.ts'
import type { Machine } from '../target.ts'
import { ensureImages } from './images/ensure-images.ts'
import { machineSize } from './machine-size.ts'
import { enableAddons } from './profile/enable-addons.ts'
import { readProfileRecord } from './profile/profile-record.ts'
import { removeProfile } from './profile/remove-profile.ts'
import { startProfile } from './profile/start-profile.ts'
import { stopProfile } from './profile/stop-profile.ts'

/** The profile as what stacks run on. Addons are put only into one that msctl made: another one is as somebody wants it. */
export function profileMachine(profile: string, folders: Folders): Machine {
  return {
    title: `Minikube profile ${profile}`,
    async prepare(stack: Stack, run: Run): Promise<void> {
      const hasStarted = await startProfile(profile, machineSize(stack), folders, run)
      // With every start the cluster has another address on this machine: forwards of before lead nowhere.
      if (hasStarted) await destroyLocal(placeOf(folders, stack.name), false, run)
      if (readProfileRecord(folders, profile).madeAt !== undefined) await enableAddons(profile, run)
      const components = stack.components.map(({ name }) => name)
      await ensureImages(profile, stack, components, folders, run)
    },
    stop: (stack, run) => stopProfile(profile, machineSize(stack), run),
    remove: (stack, run) => removeProfile(profile, machineSize(stack), folders, run),
  }
}
