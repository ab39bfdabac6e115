import { createStack, type StackOptions } from '../src/stack/create-stack.ts'
import { resolveSettings, type Settings } from '../src/stack/settings.ts'
import type { Stack } from '../src/stack/stack.ts'

/** Settings from these variables alone; nothing of the machine's environment or of a .env. */
export function settingsOf(env: Readonly<Record<string, string>> = {}): Settings {
  return resolveSettings({ env, folder: import.meta.dirname })
}

export function stackOf(
  env: Readonly<Record<string, string>> = {},
  options: Omit<StackOptions, 'settings'> = {},
): Stack {
  return createStack({ settings: settingsOf(env), ...options })
}
