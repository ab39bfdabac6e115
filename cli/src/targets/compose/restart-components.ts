import type { Run } from '../../lib/run.ts'
import type { ComponentName } from '../../stack/components.ts'
import { componentOf, isBuiltHere, type Stack } from '../../stack/stack.ts'
import { compose } from './compose-cli.ts'
import type { ComposeContext } from './compose-context.ts'
import { ask } from './engine/open-engine.ts'
import { must } from './must.ts'
import { observe } from './observe.ts'
import { rollService } from './roll-service.ts'

/**
 * Starts the containers anew. Our services are built first: where that changed the image, they get new containers; elsewhere the
 * same go on, with their log. Replicas of a service are replaced one after the other, so that the others serve meanwhile.
 */
export async function restartComponents(
  context: ComposeContext,
  components: readonly ComponentName[],
  run: Run,
): Promise<void> {
  const built = components.filter((name) => isBuilt(context.stack, name))
  if (built.length > 0) must(await compose(context, ['build', ...built], run), 'build', built)
  const changed = await withOtherImage(context, built, run)
  const rolling = components.filter((name) => (componentOf(context.stack, name)?.replicas ?? 1) > 1)
  const atOnce = (names: readonly ComponentName[]) => names.filter((name) => !rolling.includes(name))
  const anew = atOnce(changed)
  if (anew.length > 0) {
    const flags = ['--detach', '--no-deps', '--no-build', '--force-recreate']
    must(await compose(context, ['up', ...flags, ...anew], run), 'start', anew)
  }
  const same = atOnce(components.filter((name) => !changed.includes(name)))
  if (same.length > 0) must(await compose(context, ['restart', '--no-deps', ...same], run), 'restart', same)
  for (const name of rolling) await rollService(context, name, changed.includes(name), run)
}

function isBuilt(stack: Stack, name: ComponentName): boolean {
  const component = componentOf(stack, name)
  return component !== undefined && isBuiltHere(component)
}

async function withOtherImage(
  { engine, stack }: ComposeContext,
  components: readonly ComponentName[],
  run: Run,
): Promise<readonly ComponentName[]> {
  if (components.length === 0) return []
  const containers = await observe(engine, stack.name, run)
  const differs = await Promise.all(
    containers.map(async ({ component, inspect }) => {
      if (!components.includes(component)) return []
      const image = await ask(engine, run.signal, () => engine.docker.getImage(inspect.Config.Image).inspect())
      return image !== undefined && image.Id !== inspect.Image ? [component] : []
    }),
  )
  return [...new Set(differs.flat())]
}
