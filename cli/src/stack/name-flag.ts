import { settingsTable } from './settings.ts'

/** What commands in suggestions need so that they mean this stack: " --name other"; nothing for the default name. */
export function nameFlag(name: string): string {
  const isDefault = settingsTable.some((facts) => facts.name === 'MSCTL_NAME' && facts.default === name)
  return isDefault ? '' : ` --name ${name}`
}
