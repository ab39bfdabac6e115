import type { Address } from '../stack/addresses.ts'
import { renderTable } from './table.ts'

export function addressTable(addresses: readonly Address[]): string {
  return renderTable(addresses.map(({ title, address }) => [title, address]))
}
