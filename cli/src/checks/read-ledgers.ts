import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Connection, RowDataPacket } from 'mysql2/promise'
import type { Folders } from '../lib/folders.ts'
import { ledgersFolder, readLedger } from '../seed/ledger.ts'
import { type UserTable, userSeenIn } from './user-table.ts'

/** Files of the ledgers that count: those since the last reset. */
export function ledgerFiles(folders: Folders, stackName: string): readonly string[] {
  const folder = ledgersFolder(folders, stackName)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => join(folder, name))
}

/** Marks whom the ledgers hold as accepted. Returns their number of files and who is known by e-mail only. */
export async function readLedgers(files: readonly string[], users: UserTable): Promise<ReadonlySet<string>> {
  const withoutId = new Set<string>()
  for (const file of files) {
    for await (const { outcome, id, email } of readLedger(file)) {
      if (outcome !== 'accepted') continue
      if (id === null) withoutId.add(email)
      else users.add(id, userSeenIn.accepted)
    }
  }
  return withoutId
}

/** Marks accepted users that are known by e-mail only. Returns those that the database does not have. */
export async function markByEmail(
  mysql: Connection,
  emails: ReadonlySet<string>,
  users: UserTable,
): Promise<readonly string[]> {
  const all = [...emails]
  const missing: string[] = []
  for (let start = 0; start < all.length; start += 500) {
    const chunk = all.slice(start, start + 500)
    const [rows] = await mysql.query<RowDataPacket[]>('SELECT id, email FROM users WHERE email IN (?)', [chunk])
    const found = new Map(rows.map((row) => [String(row.email), Number(row.id)]))
    for (const email of chunk) {
      const id = found.get(email)
      if (id === undefined) missing.push(email)
      else users.add(id, userSeenIn.accepted)
    }
  }
  return missing
}
