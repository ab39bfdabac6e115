import type { DownResult } from '../actions/down.ts'
import { formatBytes, formatDuration, plural } from '../lib/units.ts'
import { nameFlag } from '../stack/name-flag.ts'
import type { Pen } from './pen.ts'

/** The receipt of `down`. */
export function downText(result: DownResult, pen: Pen): string {
  const ok = pen.paint('green', pen.symbols.ok)
  if (result.leftBehind.length > 0) {
    const rows = result.leftBehind.map((what) => `    ${what}`)
    return [`${pen.paint('red', pen.symbols.fail)} left behind after a second look:`, ...rows].join('\n')
  }
  const machine = result.machine && machineText(result.machine, nameFlag(result.name))
  const kept = (result.kept ?? []).map((what) => `kept ${what}`)
  if (result.wasAbsent) {
    const also = result.machine?.outcome === 'kept' ? undefined : machine
    return [absent(result), ...kept, also].filter(Boolean).join('\n')
  }
  return [
    `${ok} ${receipt(result)}`,
    ...(machine ? [`${ok} ${machine}`] : []),
    `${ok} nothing left: 0 processes, 0 ports${result.removed.length > 0 ? ', 0 files' : ''}`,
    ...kept,
  ].join('\n')
}

function machineText({ title, outcome }: NonNullable<DownResult['machine']>, name: string): string {
  if (outcome === 'kept') {
    return `the ${title} goes on: down --stop${name} stops it, down --delete${name} deletes it if msctl made it`
  }
  return outcome === 'removed' ? `deleted the ${title} with all that was in it` : `the ${title} ${isNow[outcome]}`
}

const isNow = { stopped: 'is stopped', 'was stopped': 'did not run', 'was absent': 'is not there' } as const

function absent({ name, context, isStateKept }: DownResult): string {
  const kept = `its data and logs are kept (msctl down -v${nameFlag(name)} removes them)`
  const where = context === undefined ? '' : ` in context ${context}`
  return `no stack named "${name}" runs${where}${isStateKept ? `; ${kept}` : ', nothing is left of one'}`
}

function receipt({ stopped, removed, durationMs, context, machine }: DownResult): string {
  const bytes = removed.reduce((sum, one) => sum + (one.bytes ?? 0), 0)
  const size = bytes > 0 ? ` (${formatBytes(bytes)})` : ''
  const parts = [
    ...(stopped > 0
      ? [
          `stopped ${plural(stopped, 'component')}${context === undefined ? '' : ` in context ${context}`} in ${formatDuration(durationMs)}`,
        ]
      : []),
    ...(removed.length > 0 ? [`removed ${plural(removed.length, 'folder')}${size}`] : []),
  ]
  return (
    removed.length > 0
      ? parts
      : [...parts, `${machine?.outcome === 'removed' ? 'logs' : 'data and logs'} kept (-v removes them)`]
  ).join(', ')
}
