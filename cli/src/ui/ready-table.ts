import type { ComponentProgress } from '../actions/component-progress.ts'
import { componentRow } from './component-row.ts'
import type { Pen } from './pen.ts'
import { renderTable } from './table.ts'

/** Components that were waited for, one line each. */
export function readyTable(components: readonly ComponentProgress[], pen: Pen): string {
  const { ok, skip } = pen.symbols
  const width = Math.max(ok.length, skip.length)
  const rows = components.map((component) => {
    const [name, ...cells] = componentRow(component)
    const isSkipped = component.state === 'skipped'
    const symbol = isSkipped ? skip.padEnd(width) : pen.paint('green', ok.padEnd(width))
    return [`${symbol} ${name}`, ...cells]
  })
  return renderTable(rows, { right: [3] })
}
