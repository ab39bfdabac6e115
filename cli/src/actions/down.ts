import { existsSync } from 'node:fs'
import { type Folders, stateFolder } from '../lib/folders.ts'
import type { Run } from '../lib/run.ts'
import { createStack, stackName } from '../stack/create-stack.ts'
import { defaultSettings, type Settings } from '../stack/settings.ts'
import type { Stack } from '../stack/stack.ts'
import { markDown, tryReadStackRecord } from '../stack/stack-record.ts'
import { ownTargetNames, type TargetName } from '../stack/target-names.ts'
import { contextSetting, targetSetting } from '../stack/target-setting.ts'
import type { DestroyResult } from '../targets/target.ts'
import { type MachineFate, type MachineRemains, refuseFate, removeWithMachine } from './down-machine.ts'
import { lockStack } from './lock-stack.ts'
import { openTarget } from './select-target.ts'

export interface DownOptions {
  readonly settings: Settings
  readonly folders: Folders
  /** Data, logs, ledgers, reports and the record too. */
  readonly volumes: boolean
  readonly fate?: MachineFate
  readonly run: Run
  readonly note: (text: string) => void
}

export interface DownResult extends DestroyResult {
  readonly name: string
  /** Of the one target that was asked, where it has several clusters. */
  readonly context?: string
  /** Nothing was there. */
  readonly wasAbsent: boolean
  /** Data and logs are still there. */
  readonly isStateKept: boolean
  readonly machine?: MachineRemains
  readonly durationMs: number
}

/** Removes what `up` made, on every target of this machine that may hold it: also what a record no longer tells of. On a cluster only where it is named or recorded. */
export async function down(options: DownOptions): Promise<DownResult> {
  const { folders, volumes, fate, run, note } = options
  const name = stackName(options.settings)
  using _lock = await lockStack({ name, folders, what: 'msctl down', signal: run.signal, note })
  // Only now: whoever held the lock may have made or removed the stack.
  const { stack, target, context: wanted, hasRecord } = stackToRemove(options)
  const beganMs = Date.now()
  const results: (DestroyResult & { readonly machine?: MachineRemains })[] = []
  let context: string | undefined
  if (target === undefined) refuseFate(fate, target, name, folders)
  for (const one of target === undefined ? ownTargetNames : [target]) {
    const opened = await openTarget(one, folders, wanted)
    context = opened.context
    if (context !== undefined) note(`Target ${one} (context ${context})`)
    // Where nothing can run nothing is to be removed; a target that was named or recorded must be asked.
    if (target === undefined && !(await opened.availability(run)).isUsable) continue
    refuseFate(fate, opened, name, folders)
    results.push(await removeWithMachine(opened, stack, { volumes, fate, run }))
  }
  if (!volumes && hasRecord) markDown(folders, name)
  const result: DestroyResult = {
    stopped: results.reduce((sum, { stopped }) => sum + stopped, 0),
    removed: results.flatMap(({ removed }) => removed),
    leftBehind: results.flatMap(({ leftBehind }) => leftBehind),
  }
  const kept = results.flatMap((one) => one.kept ?? [])
  const machine = results.find((one) => one.machine)?.machine
  const isMachineChanged = machine?.outcome === 'removed' || machine?.outcome === 'stopped'
  const wasAbsent = !hasRecord && result.stopped === 0 && result.removed.length === 0 && !isMachineChanged
  const isStateKept = existsSync(stateFolder(folders, name))
  return {
    ...result,
    name,
    ...(context !== undefined && { context }),
    ...(kept.length > 0 && { kept }),
    ...(machine && { machine }),
    wasAbsent,
    isStateKept,
    durationMs: Date.now() - beganMs,
  }
}

/** From the record; where there is none, or one that cannot be read, what the settings say. */
function stackToRemove({ settings, folders }: DownOptions): {
  stack: Stack
  target: TargetName | undefined
  context: string | undefined
  hasRecord: boolean
} {
  // Settings that cannot be must not keep anyone from removing a stack: of a stack without a record only the name counts.
  const fallback = { ...createStack({ settings: defaultSettings() }), name: stackName(settings) }
  const target = targetSetting(settings)
  const wanted = target === 'auto' ? undefined : target
  const context = contextSetting(settings)
  const record = tryReadStackRecord(folders, fallback.name)
  if (record === undefined) return { stack: fallback, target: wanted, context, hasRecord: false }
  const stack = { ...record.stack, credentials: fallback.credentials }
  return {
    stack,
    target: wanted ?? record.target,
    context: context ?? record.context,
    hasRecord: record.downAt === undefined,
  }
}
