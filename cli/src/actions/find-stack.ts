import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { MsctlError } from '../errors.ts'
import type { Folders } from '../lib/folders.ts'
import { nameFlag } from '../stack/name-flag.ts'
import { recordedCredentials } from '../stack/recorded-credentials.ts'
import type { Stack } from '../stack/stack.ts'
import { readStackRecord, type StackRecord, tryReadStackRecord } from '../stack/stack-record.ts'
import type { TargetName } from '../stack/target-names.ts'
import type { Target } from '../targets/target.ts'
import { openTarget } from './select-target.ts'

export interface FoundStack {
  readonly stack: Stack
  readonly target: Target
  readonly folders: Folders
  readonly record: StackRecord
}

export interface FindStackOptions {
  readonly name: string
  /** Only a stack on this target counts. */
  readonly target?: TargetName | undefined
  readonly folders: Folders
  readonly env?: NodeJS.ProcessEnv
  /** Also one that was taken down, its state kept. */
  readonly isDownFine?: boolean
}

/** The stack that `up` left under that name, its passwords read anew from the folder where `up` was called; undefined when there is none. */
export async function findStack(options: FindStackOptions): Promise<FoundStack | undefined> {
  const { name, target, folders, env = process.env, isDownFine = false } = options
  const record = readStackRecord(folders, name)
  if (record === undefined || (record.downAt !== undefined && !isDownFine)) return undefined
  if (target !== undefined && record.target !== target) return undefined
  const credentials = recordedCredentials(record, env)
  return { stack: { ...record.stack, credentials }, target: await openTarget(record.target, folders), folders, record }
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
export function otherStacks({ name, folders }: FindStackOptions): readonly string[] {
  if (!existsSync(folders.state)) return []
  return readdirSync(folders.state)
    .filter((other) => other !== name && existsSync(join(folders.state, other, 'stack.json')))
    .filter((other) => tryReadStackRecord(folders, other)?.downAt === undefined)
    .toSorted()
}
