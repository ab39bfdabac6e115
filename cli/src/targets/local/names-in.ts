import { readdirSync } from 'node:fs'

/** Names in a folder, sorted; [] when there is none. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted()
  } catch {
    return []
  }
}
