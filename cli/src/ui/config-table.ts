import { renderTable } from './table.ts'

export interface ShownSetting {
  readonly name: string
  readonly value: string
  readonly origin: string
}

export function configTable(settings: readonly ShownSetting[]): string {
  // What is not set and has no default is left to the target's own files.
  const rows = settings.filter(({ value }) => value !== '').map(({ name, value, origin }) => [name, value, origin])
  return renderTable(rows, { header: ['SETTING', 'VALUE', 'FROM'], indent: '' })
}
