import type { Folders } from '../../lib/folders.ts'
import type { Run } from '../../lib/run.ts'
import type { Stack } from '../../stack/stack.ts'
import { destroyStack as destroyLocal } from '../local/destroy-stack.ts'
import { placeOf } from '../local/place.ts'
import { ensureImages } from './images/ensure-images.ts'
import { machineSize } from './machine-size.ts'
import { enableAddons } from './profile/enable-addons.ts'
import { mayBeOwnProfile } from './profile/own-profile.ts'
import { startProfile } from './profile/start-profile.ts'

/**
 * Makes the profile run, with addons and the images of the stack; again: only what is missing. Addons are put only into one that msctl
 * made: another one is as somebody wants it.
 */
export async function prepareProfile(profile: string, stack: Stack, folders: Folders, run: Run): Promise<void> {
  const hasStarted = await startProfile(profile, machineSize(stack), folders, run)
  // With every start the cluster has another address on this machine: forwards of before lead nowhere.
  if (hasStarted) await destroyLocal(placeOf(folders, stack.name), false, run)
  if (mayBeOwnProfile(profile, folders)) await enableAddons(profile, run)
  const components = stack.components.map(({ name }) => name)
  await ensureImages(profile, stack, components, folders, run)
}
