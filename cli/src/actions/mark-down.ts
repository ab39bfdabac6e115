import type { Folders } from '../lib/folders.ts'
import { readStackRecord, writeStackRecord } from '../stack/stack-record.ts'

/** The stack counts as absent from now on; its record stays for `logs`. */
export function markDown(folders: Folders, name: string): void {
  const record = readStackRecord(folders, name)
  if (record) writeStackRecord(folders, { ...record, downAt: new Date().toISOString() })
}
