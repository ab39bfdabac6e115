import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { MsctlError } from '../errors.ts'
import type { Folders } from '../lib/folders.ts'
import type { Run } from '../lib/run.ts'
import { nameFlag } from '../stack/name-flag.ts'
import { recordedCredentials } from '../stack/recorded-credentials.ts'
import type { Stack } from '../stack/stack.ts'
import { readStackRecord, type StackRecord, tryReadStackRecord } from '../stack/stack-record.ts'
import { type TargetName, targetNames } from '../stack/target-names.ts'
import type { Target } from '../targets/target.ts'
import { openTarget } from './select-target.ts'

export interface FoundStack {
  readonly stack: Stack
  readonly target: Target
  readonly folders: Folders
  /** Of a stack that something else than `up` made: what a record of it would say. */
  readonly record: StackRecord
}

export interface FindStackOptions {
  readonly name: string
  /** Only a stack on this target counts. */
  readonly target?: TargetName | undefined
  readonly folders: Folders
  readonly run: Run
  readonly env?: NodeJS.ProcessEnv
  /** Also one that was taken down, its state kept. */
  readonly isDownFine?: boolean
}

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
  if (second === undefined) return found ?? (isDownFine ? recorded : undefined)
  const targets = running.map(({ target }) => target.name)
  throw new MsctlError('MSCTL_AMBIGUOUS_STACK', `"${name}" runs on ${targets.join(' and on ')}`, {
    suggestions: targets.map((target) => `add --target ${target}`),
    details: { name, targets },
  })
}

async function findRecorded({ name, target, folders, env }: FindStackOptions): Promise<FoundStack | undefined> {
  const record = readStackRecord(folders, name)
  if (record === undefined || (target !== undefined && record.target !== target)) return undefined
  const stack = { ...record.stack, credentials: recordedCredentials(record, env) }
  return { stack, target: await openTarget(record.target, folders), folders, record }
}

/** Only where no record tells: whatever a target runs under a record is what the record says. */
async function discoverOthers(
  { name, target, folders, run }: FindStackOptions,
  recorded: FoundStack | undefined,
): Promise<readonly FoundStack[]> {
  const known = recorded?.record.downAt === undefined ? recorded?.target.name : undefined
  const names = targetNames.filter((one) => one !== known && (target === undefined || one === target))
  const found = names.map(async (one): Promise<FoundStack | undefined> => {
    const opened = await openTarget(one, folders)
    const discovered = await opened.discover(name, run)
    if (discovered === undefined) return undefined
    const { stack, createdAt, folder = process.cwd() } = discovered
    const { credentials: _, ...rest } = stack
    const record: StackRecord = { schema: 1, target: one, stack: rest, folder, createdAt }
    return { stack, target: opened, folders, record }
  })
  return (await Promise.all(found)).flatMap((one) => one ?? [])
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
