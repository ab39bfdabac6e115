import { combineStates } from '../actions/combine-states.ts'
import { formatBytes, formatDuration } from '../lib/units.ts'
import type { ComponentState, ComponentStatus } from '../stack/stack.ts'
import type { StackRecord } from '../stack/stack-record.ts'
import type { Paint, Pen } from './pen.ts'
import { renderTable } from './table.ts'

const paints: Readonly<Record<ComponentState, Paint>> = {
  ready: 'green',
  starting: 'yellow',
  unhealthy: 'red',
  failed: 'red',
  missing: 'red',
  stopped: 'yellow',
  skipped: 'dim',
}

const header = ['COMPONENT', 'STATE', 'REPLICAS', 'MEMORY', 'RESTARTS', 'PORTS', 'DETAIL']

/** One line a component, its replicas taken together. */
export function statusText(record: StackRecord, statuses: readonly ComponentStatus[], pen: Pen): string {
  const names = [...new Set(statuses.map(({ name }) => name))]
  const rows = names.map((name) =>
    row(
      statuses.filter((status) => status.name === name),
      pen,
    ),
  )
  const age = formatDuration(Date.now() - Date.parse(record.createdAt))
  const where = record.context === undefined ? record.target : `${record.target} (context ${record.context})`
  return [`${record.stack.name} on ${where}, up ${age}`, '', renderTable(rows, { header, right: [3, 4] })].join('\n')
}

function row(replicas: readonly ComponentStatus[], pen: Pen): readonly string[] {
  const state = combineStates(replicas)
  const name = replicas[0]?.name ?? ''
  const worst = replicas.filter((replica) => replica.state === state)
  const detail = worst[0]?.detail ?? ''
  if (state === 'skipped' || state === 'missing') return [name, pen.paint(paints[state], state), '', '', '', '', detail]
  const ready = replicas.filter((replica) => replica.state === 'ready').length
  const bytes = replicas.reduce((sum, { memoryBytes }) => sum + (memoryBytes ?? 0), 0)
  const restarts = replicas.reduce((sum, replica) => sum + replica.restarts, 0)
  const ports = [...new Set(replicas.flatMap((replica) => Object.values(replica.ports)))]
  const which = worst.length < replicas.length ? `replica ${worst.map(({ replica }) => replica).join(', ')}: ` : ''
  return [
    name,
    pen.paint(paints[state], state),
    `${ready}/${replicas.length}`,
    bytes > 0 ? formatBytes(bytes) : '',
    String(restarts),
    ports.join(', '),
    `${which}${detail}`,
  ]
}
