import type { Settings } from './settings.ts'

/** These say which stack is meant, not how it is made. */
const choosing = ['MSCTL_NAME', 'MSCTL_TARGET', 'MSCTL_CONTEXT']

/** What a record keeps of the settings: those that shape the stack, are no default and no secret. */
export function shapingSettings(settings: Settings): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...settings.values()]
      .filter(({ name, origin, isSecret }) => origin !== 'default' && !isSecret && !choosing.includes(name))
      .map(({ name, value }) => [name, value]),
  )
}

/** Where nobody says otherwise now, what the running stack was started with holds. */
export function inheritSettings(settings: Settings, recorded: Readonly<Record<string, string>>): Settings {
  return new Map(
    [...settings].map(([name, setting]) => {
      const value = recorded[name]
      return value === undefined || setting.origin !== 'default'
        ? [name, setting]
        : [name, { ...setting, value, origin: 'the running stack' }]
    }),
  )
}
