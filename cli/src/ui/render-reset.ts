import type { ResetResult } from '../actions/reset.ts'
import { formatCount, formatDuration, plural } from '../lib/units.ts'
import type { Pen } from './pen.ts'

export function renderReset({ removed, archivedLedgers, durationMs }: ResetResult, pen: Pen): string {
  const ledgers = archivedLedgers.length > 0 ? `, ${plural(archivedLedgers.length, 'ledger')} put aside` : ''
  const rows = `removed ${plural(removed.users, 'user')} and ${formatCount(removed.notifications)} notifications`
  return `${pen.paint('green', pen.symbols.ok)} ${rows}${ledgers} in ${formatDuration(durationMs)}; checks count from here on`
}
