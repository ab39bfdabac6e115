import type { Folders } from '../../../lib/folders.ts'
import type { Run } from '../../../lib/run.ts'
import type { ComponentName } from '../../../stack/components.ts'
import type { Stack } from '../../../stack/stack.ts'
import { findEngine } from '../../compose/engine/find-engine.ts'
import { buildInProfile } from './build-in-profile.ts'
import { buildOnHost } from './build-on-host.ts'
import { ownImages } from './own-images.ts'
import { putImages } from './put-images.ts'

/**
 * Builds the images of our services among these components, and puts into the profile those that it does not have as they are now. With a
 * Docker engine they are built there, as Compose builds them, and loaded; without one the profile builds them.
 */
export async function ensureImages(
  profile: string,
  stack: Stack,
  components: readonly ComponentName[],
  folders: Folders,
  run: Run,
): Promise<void> {
  const wanted = ownImages(stack).filter(({ component }) => components.includes(component.name))
  if (wanted.length === 0) return
  const { found } = await findEngine(run.signal)
  const sources = found ? await buildOnHost(stack, wanted, found, folders, run) : buildInProfile(wanted)
  await putImages(profile, sources, folders, run)
}
