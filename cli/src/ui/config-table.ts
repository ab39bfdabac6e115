import { renderTable } from './table.ts'

export interface ShownSetting {
  readonly name: string
  readonly value: string
  readonly origin: string
}

export function configTable(settings: readonly ShownSetting[]): string {
  const rows = settings.map(({ name, value, origin }) => [name, value, origin])
  return renderTable(rows, { header: ['SETTING', 'VALUE', 'FROM'], indent: '' })
}
