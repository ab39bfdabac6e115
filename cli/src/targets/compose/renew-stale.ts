import type { Run } from '../../lib/run.ts'
import { type ComponentName, catalogue } from '../../stack/components.ts'
import { componentOf, type Stack } from '../../stack/stack.ts'
import { compose } from './compose-cli.ts'
import type { ComposeContext } from './compose-context.ts'
import { must } from './must.ts'
import type { ObservedContainer } from './observe.ts'
import { staleParts } from './stale-parts.ts'

/** Replaces what runs and can no longer stay as it is. The stack's files must have been written. */
export async function renewStale(
  context: ComposeContext,
  containers: readonly ObservedContainer[],
  run: Run,
): Promise<void> {
  const { services, readers } = staleParts(context.stack, context.folder, containers)
  // Services first: they give up ports that the gateway then takes.
  for (const names of [services, readers]) {
    if (names.length === 0) continue
    must(
      await compose(context, ['up', '--detach', '--no-deps', ...scales(context.stack, names), ...names], run),
      'replace',
      names,
    )
  }
}

/** So many replicas as the stack has of our services among these: Compose would make it one. */
export function scales(stack: Stack, names: readonly ComponentName[]): readonly string[] {
  return names
    .filter((name) => catalogue[name].isService)
    .flatMap((name) => ['--scale', `${name}=${componentOf(stack, name)?.replicas ?? 1}`])
}
