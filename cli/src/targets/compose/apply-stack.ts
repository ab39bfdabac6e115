import { setTimeout as sleep } from 'node:timers/promises'
import { MsctlError } from '../../errors.ts'
import type { Run } from '../../lib/run.ts'
import { catalogue } from '../../stack/components.ts'
import type { ComponentStatus, Stack } from '../../stack/stack.ts'
import { compose } from './compose-cli.ts'
import type { ComposeContext } from './compose-context.ts'
import { writeStackFiles } from './files/stack-files.ts'
import { findImages } from './find-images.ts'
import { writeSkipped } from './skipped-components.ts'

const againMs = 300

/**
 * Images, then all containers of the stack; what runs is left alone. Where Compose gives up because a container failed, this
 * resolves: the status tells, with evidence.
 */
export async function applyStack(
  context: ComposeContext,
  readStatus: () => Promise<readonly ComponentStatus[]>,
  run: Run,
): Promise<void> {
  const { stack, folder } = context
  writeStackFiles(stack, folder)
  const skipped = await findImages(context, run)
  writeSkipped(folder, skipped)
  const wanted = stack.components.filter(({ name }) => skipped[name] === undefined)
  const scales = wanted
    .filter(({ name }) => catalogue[name].isService)
    .flatMap(({ name, replicas }) => ['--scale', `${name}=${replicas}`])
  const args = ['up', '--detach', '--no-recreate', ...scales, ...wanted.map(({ name }) => name)]
  for (;;) {
    const { isDone, lastLines } = await compose(context, args, run)
    if (isDone) return
    const statuses = await readStatus()
    if (statuses.some(({ state }) => state === 'failed')) return
    // Compose gives up on what depends on a container that ended once. The engine starts that again: it may come up, or fail for good.
    if (statuses.every(({ restarts }) => restarts === 0)) throw cannotStart(stack, lastLines)
    await sleep(againMs, undefined, { signal: run.signal }).catch(() => {})
  }
}

function cannotStart(stack: Stack, lastLines: readonly string[]): MsctlError {
  return new MsctlError('MSCTL_MACHINE_LACKS', `Compose could not start the stack "${stack.name}"`, {
    suggestions: ['msctl up --show-commands prints the command, to try it by hand', 'msctl doctor'],
    details: { evidence: [{ label: 'last', text: lastLines.slice(-8).join('\n') }] },
  })
}
