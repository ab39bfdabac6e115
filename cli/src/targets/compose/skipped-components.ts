import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from './files/stack-files.ts'

const fileOf = (folder: string): string => join(folder, 'skipped.json')

/** Why the last `up` left a component out, by name. */
export function readSkipped(folder: string): Readonly<Record<string, string>> {
  try {
    return JSON.parse(readFileSync(fileOf(folder), 'utf8'))
  } catch {
    return {}
  }
}

export function writeSkipped(folder: string, skipped: Readonly<Record<string, string>>): void {
  if (Object.keys(skipped).length === 0) rmSync(fileOf(folder), { force: true })
  else writeWhole(fileOf(folder), `${JSON.stringify(skipped)}\n`)
}
