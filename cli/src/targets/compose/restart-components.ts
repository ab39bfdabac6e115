import { MsctlError } from '../../errors.ts'
import type { Run } from '../../lib/run.ts'
import { type ComponentName, catalogue } from '../../stack/components.ts'
import { componentOf, isForeign, type Stack } from '../../stack/stack.ts'
import { type ComposeOutcome, compose } from './compose-cli.ts'
import type { ComposeContext } from './compose-context.ts'
import { ask } from './engine/open-engine.ts'
import { observe } from './observe.ts'

/**
 * Starts the containers anew. Our services are built first: where that changed the image, they get new containers; elsewhere the
 * same go on, with their log.
 */
export async function restartComponents(
  context: ComposeContext,
  components: readonly ComponentName[],
  run: Run,
): Promise<void> {
  const built = components.filter((name) => isBuilt(context.stack, name))
  if (built.length > 0) must(await compose(context, ['build', ...built], run), 'build', built)
  const changed = await withOtherImage(context, built, run)
  const same = components.filter((name) => !changed.includes(name))
  if (changed.length > 0) {
    const scales = changed.flatMap((name) => ['--scale', `${name}=${componentOf(context.stack, name)?.replicas ?? 1}`])
    const args = ['up', '--detach', '--no-deps', '--no-build', '--force-recreate', ...scales, ...changed]
    must(await compose(context, args, run), 'start', changed)
  }
  if (same.length > 0) must(await compose(context, ['restart', '--no-deps', ...same], run), 'restart', same)
}

function isBuilt(stack: Stack, name: ComponentName): boolean {
  const component = componentOf(stack, name)
  return catalogue[name].isService && component !== undefined && !isForeign(component)
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

export function must({ isDone, lastLines }: ComposeOutcome, verb: string, components: readonly ComponentName[]): void {
  if (isDone) return
  throw new MsctlError('MSCTL_MACHINE_LACKS', `Compose could not ${verb} ${components.join(', ')}`, {
    suggestions: ['the same command with --show-commands prints what was tried', 'msctl status'],
    details: { evidence: [{ label: 'last', text: lastLines.slice(-8).join('\n') }] },
  })
}
