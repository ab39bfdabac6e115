import type { Settings } from './stack/settings.ts'

const aboutStack =
  /\bmsctl (?<name>up|down|status|urls|open|logs|restart|scale|reset|seed|check|query|events|dlq (?:list|show|replay))\b(?<rest>[^,;:()]*)/g

/**
 * A suggestion whose commands mean the stack of the command that failed, where flags told which: `--name` for all of them,
 * `--target` and `--context` for `msctl up` alone, since the others find a stack by its name wherever it runs. A suggestion that
 * names another stack or target itself is left as it is. What the environment or `.env` says stays there.
 */
export function repeatFlags(suggestion: string, settings: Settings): string {
  return suggestion.replace(aboutStack, (_, name: string, rest: string) => {
    const target = name === 'up' && !rest.includes('--target') ? ['--target', '--context'] : []
    const missing = ['--name', ...target].filter((flag) => !rest.includes(flag))
    return ['msctl', name, ...missing.flatMap((flag) => given(flag, settings))].join(' ') + rest
  })
}

const settingOf: Readonly<Record<string, string>> = {
  '--name': 'MSCTL_NAME',
  '--target': 'MSCTL_TARGET',
  '--context': 'MSCTL_CONTEXT',
}

function given(flag: string, settings: Settings): readonly string[] {
  const setting = settings.get(settingOf[flag] ?? '')
  return setting?.origin === `flag ${flag}` ? [`${flag} ${setting.value}`] : []
}
