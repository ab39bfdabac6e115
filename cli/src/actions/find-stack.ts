import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { MsctlError } from '../errors.ts'
import type { Folders } from '../lib/folders.ts'
import type { Run } from '../lib/run.ts'
import { nameFlag } from '../stack/name-flag.ts'
import { recordedCredentials } from '../stack/recorded-credentials.ts'
import type { Stack } from '../stack/stack.ts'
import { readStackRecord, type StackRecord, tryReadStackRecord } from '../stack/stack-record.ts'
import { isOwnTarget, type TargetName, targetNames } from '../stack/target-names.ts'
import type { Target } from '../targets/target.ts'
import { foldersAt } from './folders-at.ts'
import { openTarget } from './select-target.ts'

export interface FoundStack {
  readonly stack: Stack
  readonly target: Target
  /** Apart from those of the name, where a record of it tells of another place. */
  readonly folders: Folders
  /** Of a stack that something else than `up` made: what a record of it would say. */
  readonly record: StackRecord
}

export interface FindStackOptions {
  readonly name: string
  /** Only a stack on this target counts. */
  readonly target?: TargetName | undefined
  /** Only a stack on that cluster counts. */
  readonly context?: string | undefined
  /** Where no target is named and nothing is found on this machine, the current cluster is asked, too. */
  readonly isClusterFine?: boolean
  readonly folders: Folders
  readonly run: Run
  readonly env?: NodeJS.ProcessEnv
  /** Also one that was taken down, its state kept. */
  readonly isDownFine?: boolean
}

const clusterWithinMs = 2000

/**
 * The stack of that name: by the record that `up` left (its passwords read anew from the folder where `up` was called), or by
 * what runs on a target although no record tells of it. Undefined when there is none; MSCTL_AMBIGUOUS_STACK when there are two.
 */
export async function findStack(options: FindStackOptions): Promise<FoundStack | undefined> {
  const { name, isDownFine = false } = options
  const recorded = await findRecorded(options)
  const discovered = await discoverOthers(options, recorded)
  const running = [...(recorded && recorded.record.downAt === undefined ? [recorded] : []), ...discovered]
  const [found, second] = running
  if (found === undefined) return (await discoverOnCluster(options)) ?? (isDownFine ? recorded : undefined)
  if (second === undefined) return found
  const targets = running.map(({ target }) => target.name)
  throw new MsctlError('MSCTL_AMBIGUOUS_STACK', `"${name}" runs on ${targets.join(' and on ')}`, {
    suggestions: targets.map((target) => `add --target ${target}`),
    details: { name, targets },
  })
}

async function findRecorded(options: FindStackOptions): Promise<FoundStack | undefined> {
  const { name, target, context, folders, env } = options
  const record = readStackRecord(folders, name)
  if (record === undefined || (target !== undefined && record.target !== target)) return undefined
  if (context !== undefined && record.context !== undefined && record.context !== context) return undefined
  const stack = { ...record.stack, credentials: recordedCredentials(record, env) }
  return { stack, target: await openTarget(record.target, folders, record.context), folders, record }
}

/** Only where no record tells: whatever a target runs under a record is what the record says. */
async function discoverOthers(
  options: FindStackOptions,
  recorded: FoundStack | undefined,
): Promise<readonly FoundStack[]> {
  const { target } = options
  const known = recorded?.record.downAt === undefined ? recorded?.target.name : undefined
  const names = targetNames.filter((one) => one !== known && (target === undefined ? isOwnTarget(one) : one === target))
  return (await Promise.all(names.map((one) => discover(one, options)))).flatMap((one) => one ?? [])
}

/** A cluster may be far away, shared, or ask for a login: it comes last, and one that does not answer soon has nothing of ours. */
async function discoverOnCluster(options: FindStackOptions): Promise<FoundStack | undefined> {
  const { target, isClusterFine = false, run } = options
  if (!isClusterFine || target !== undefined) return undefined
  const signal = AbortSignal.any([run.signal, AbortSignal.timeout(clusterWithinMs)])
  const names = targetNames.filter((one) => !isOwnTarget(one))
  const found = names.map((one) => discover(one, { ...options, run: { ...run, signal } }).catch(() => undefined))
  const [first] = (await Promise.all(found)).flatMap((one) => one ?? [])
  run.signal.throwIfAborted()
  return first
}

async function discover(target: TargetName, options: FindStackOptions): Promise<FoundStack | undefined> {
  const { name, context, folders, run } = options
  const opened = await openTarget(target, folders, context)
  const discovered = await opened.discover(name, run)
  if (discovered === undefined) return undefined
  const { stack, createdAt, folder = process.cwd() } = discovered
  const { credentials: _, ...rest } = stack
  const where = opened.context === undefined ? {} : { context: opened.context }
  const record: StackRecord = { schema: 1, target, ...where, stack: rest, folder, createdAt }
  const own = foldersAt(record, folders, name)
  return { stack, target: own === folders ? opened : await openTarget(target, own, context), folders: own, record }
}

/** For commands that need a stack: MSCTL_NO_STACK names the way out and the stacks that there are. */
export async function needStack(options: FindStackOptions): Promise<FoundStack> {
  const found = await findStack(options)
  if (found) return found
  throw new MsctlError('MSCTL_NO_STACK', `no stack named "${options.name}" runs`, {
    suggestions: [
      `msctl up${nameFlag(options.name)}`,
      ...otherStacks(options).map((name) => `running under another name: add --name ${name}`),
    ],
    details: { name: options.name, others: otherStacks(options) },
  })
}

/** Names of the other stacks with a record. */
export function otherStacks({ name, folders }: Pick<FindStackOptions, 'name' | 'folders'>): readonly string[] {
  if (!existsSync(folders.state)) return []
  return readdirSync(folders.state)
    .filter((other) => other !== name && existsSync(join(folders.state, other, 'stack.json')))
    .filter((other) => tryReadStackRecord(folders, other)?.downAt === undefined)
    .toSorted()
}
