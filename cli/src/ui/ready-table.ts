import type { ComponentProgress } from '../actions/component-progress.ts'
import { componentRow } from './component-row.ts'
import type { Pen } from './pen.ts'
import { renderTable } from './table.ts'

/** Components that were waited for, one line each. */
export function readyTable(components: readonly ComponentProgress[], pen: Pen): string {
  const rows = components.map((component) => {
    const symbol = component.state === 'skipped' ? pen.symbols.skip : pen.paint('green', pen.symbols.ok)
    return [symbol, ...componentRow(component)]
  })
  return renderTable(rows, { right: [4] })
}
