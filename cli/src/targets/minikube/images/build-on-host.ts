import type { Folders } from '../../../lib/folders.ts'
import type { Run } from '../../../lib/run.ts'
import type { Stack } from '../../../stack/stack.ts'
import { compose, engineVariables } from '../../compose/compose-cli.ts'
import { composeFolder } from '../../compose/compose-context.ts'
import type { FoundEngine } from '../../compose/engine/find-engine.ts'
import { ask, openEngine } from '../../compose/engine/open-engine.ts'
import { must } from '../../compose/must.ts'
import { minikube } from '../minikube-cli.ts'
import type { ImageSource } from './image-source.ts'
import type { OwnImage } from './own-images.ts'

/** Builds them all as `up --target compose` does; `minikube image load` then takes them from the same engine. */
export async function buildOnHost(
  stack: Stack,
  wanted: readonly OwnImage[],
  found: FoundEngine,
  folders: Folders,
  run: Run,
): Promise<readonly ImageSource[]> {
  const engine = await openEngine(Promise.resolve(found))
  const names = wanted.map(({ component }) => component.name)
  const context = { stack, engine, folder: composeFolder(folders, stack.name) }
  must(await compose(context, ['build', ...names], run), 'build', names)
  return Promise.all(
    wanted.map(async ({ image }) => {
      const built = await ask(engine, run.signal, () => engine.docker.getImage(image).inspect())
      if (built === undefined) throw new Error(`Compose built no ${image}`)
      // It looks for the image at DOCKER_HOST, whatever Docker's context is.
      const env = engineVariables(found.endpoint)
      return {
        image,
        source: built.Id,
        putInto: (profile, run) => minikube(profile, ['image', 'load', image], run, { env }),
      }
    }),
  )
}
