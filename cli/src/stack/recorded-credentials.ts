import { toCredentials } from './create-stack.ts'
import { resolveSettings } from './settings.ts'
import type { Credentials } from './stack.ts'
import type { StackRecord } from './stack-record.ts'

/** Passwords are in no record: they are read anew from the environment and the `.env` of the folder where `up` was called. */
export function recordedCredentials({ folder }: StackRecord, env: NodeJS.ProcessEnv = process.env): Credentials {
  return toCredentials(resolveSettings({ env, folder }))
}
