import { setTimeout as sleep } from 'node:timers/promises'
import { MsctlError } from '../../errors.ts'
import type { Run } from '../../lib/run.ts'
import type { ComponentStatus, Stack } from '../../stack/stack.ts'
import { compose } from './compose-cli.ts'
import type { ComposeContext } from './compose-context.ts'
import { writeRoutes, writeStackFiles } from './files/stack-files.ts'
import { findImages, type Images } from './find-images.ts'
import { mayStillStart, totalRestarts } from './may-still-start.ts'
import { observe } from './observe.ts'
import { renewStale, scales } from './renew-stale.ts'
import { expectedHosts, hostsOf } from './replica-hosts.ts'
import { writeSkipped } from './skipped-components.ts'

const againMs = 300

/**
 * Images, then all containers of the stack; what runs is left alone. Where Compose gives up because a container failed, this
 * resolves: the status tells, with evidence.
 */
export async function applyStack(
  context: ComposeContext,
  images: Promise<Images>,
  readStatus: () => Promise<readonly ComponentStatus[]>,
  run: Run,
): Promise<void> {
  const { stack, engine, folder } = context
  const containers = await observe(engine, stack.name, run)
  writeStackFiles(stack, folder, expectedHosts(stack, containers))
  const skipped = await findImages(context, await images, run)
  writeSkipped(folder, skipped)
  await renewStale(context, containers, run)
  const names = stack.components.map(({ name }) => name).filter((name) => skipped[name] === undefined)
  const args = ['up', '--detach', '--no-recreate', ...scales(stack, names), ...names]
  let restartsBefore = totalRestarts(containers.map(({ inspect }) => ({ restarts: inspect.RestartCount })))
  for (;;) {
    const { isDone, lastLines } = await compose(context, args, run)
    if (isDone) return writeRoutes(stack, folder, hostsOf(await observe(engine, stack.name, run)))
    const statuses = await readStatus()
    if (statuses.some(({ state }) => state === 'failed')) return
    if (!mayStillStart(statuses, restartsBefore)) throw cannotStart(stack, lastLines)
    restartsBefore = totalRestarts(statuses)
    await sleep(againMs, undefined, { signal: run.signal }).catch(() => {})
  }
}

function cannotStart(stack: Stack, lastLines: readonly string[]): MsctlError {
  return new MsctlError('MSCTL_MACHINE_LACKS', `Compose could not start the stack "${stack.name}"`, {
    suggestions: ['msctl up --show-commands prints the command, to try it by hand', 'msctl doctor'],
    details: { evidence: [{ label: 'last', text: lastLines.slice(-8).join('\n') }] },
  })
}
