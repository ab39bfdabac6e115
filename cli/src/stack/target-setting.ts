import { MsctlError } from '../errors.ts'
import { suggest } from '../lib/suggest.ts'
import { type Settings, settingValue } from './settings.ts'
import { type TargetName, targetNames } from './target-names.ts'

/** Where the user wants the stack: whoever names a context means its cluster. Throws MSCTL_CONFIGURATION for a place that there is not. */
export function targetSetting(settings: Settings): TargetName | 'auto' {
  const known = ['auto', ...targetNames] as const
  const value = settingValue(settings, 'MSCTL_TARGET')
  const target = known.find((name) => name === value)
  if (target === 'auto' && contextSetting(settings) !== undefined) return 'kubernetes'
  if (target) return target
  throw new MsctlError(
    'MSCTL_CONFIGURATION',
    `unknown target "${value}" (from ${settings.get('MSCTL_TARGET')?.origin}); known: ${known.join(', ')}`,
    { suggestions: suggest(value, known).map((name) => `did you mean --target ${name}?`) },
  )
}

/** Which cluster the user wants; undefined: the target's own choice. */
export function contextSetting(settings: Settings): string | undefined {
  return settingValue(settings, 'MSCTL_CONTEXT') || undefined
}
