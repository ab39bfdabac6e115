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
import { foldersAt } from './folders-at.ts'
import { lockStack } from './lock-stack.ts'
import { openTarget } from './select-target.ts'
import { isSamePlace, noteCluster, placeInWords, placeOf } from './stack-place.ts'

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

/**
 * Removes what `up` made, on every target of this machine that may hold it: also what a record no longer tells of. On a cluster only
 * where it is named or recorded. Where the record tells of another place than the one that is named, what is there stays, with its
 * forwards, its record and all that msctl has of it.
 */
export async function down(options: DownOptions): Promise<DownResult> {
  const { folders, volumes, fate, run, note } = options
  const name = stackName(options.settings)
  using _lock = await lockStack({ name, folders, what: 'msctl down', signal: run.signal, note })
  // Only now: whoever held the lock may have made or removed the stack.
  const { stack, target, context: wanted, folders: own, hasRecord } = await stackToRemove(options)
  const beganMs = Date.now()
  const results: (DestroyResult & { readonly machine?: MachineRemains })[] = []
  let context: string | undefined
  if (target === undefined) refuseFate(fate, target, name, folders)
  for (const one of target === undefined ? ownTargetNames : [target]) {
    const opened = await openTarget(one, own, wanted)
    context = opened.context
    noteCluster(opened, note)
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
  const isStateKept = existsSync(stateFolder(own, name))
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

interface Removal {
  readonly stack: Stack
  readonly target: TargetName | undefined
  readonly context: string | undefined
  readonly folders: Folders
  readonly hasRecord: boolean
}

/** From the record; where there is none, or one that cannot be read or tells of another place, what the settings say. */
async function stackToRemove({ settings, folders, note }: DownOptions): Promise<Removal> {
  // Settings that cannot be must not keep anyone from removing a stack: of a stack without a record only the name counts.
  const fallback = { ...createStack({ settings: defaultSettings() }), name: stackName(settings) }
  const asked = targetSetting(settings)
  const wanted = asked === 'auto' ? undefined : asked
  const record = tryReadStackRecord(folders, fallback.name)
  const target = wanted ?? record?.target
  const context = contextSetting(settings) ?? (record?.target === target ? record?.context : undefined)
  if (record === undefined || target === undefined) {
    return { stack: fallback, target, context, folders, hasRecord: false }
  }
  // Who names no context means the current one.
  const place = placeOf(await openTarget(target, folders, context))
  if (!isSamePlace(record, place)) {
    if (record.downAt === undefined) note(`The stack "${fallback.name}" on ${placeInWords(record)} is left as it is`)
    return { stack: fallback, target, context, folders: foldersAt(place, folders, fallback.name), hasRecord: false }
  }
  const stack = { ...record.stack, credentials: fallback.credentials }
  return { stack, target, context, folders, hasRecord: record.downAt === undefined }
}
