import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ComponentName } from '../../../stack/components.ts'
import type { PlannedForward } from './plan-forwards.ts'

/** A forward through which nothing has come since a connection could not be handed on. */
export interface BrokenForward {
  /** "user-service http" */
  readonly name: string
  /** Where it leads. */
  readonly to: ComponentName
  readonly why: string
  /** Of the last failure; ISO 8601. */
  readonly at: string
}

export interface ForwardOutcomes {
  failed(forward: PlannedForward, why: string): void
  gotThrough(forward: PlannedForward): void
}

/** Who tries again all the time need not be heard each time. */
const writeAgainMs = 1000

const fileOf = (stateFolder: string): string => join(stateFolder, 'broken-forwards.json')

/** Keeps what readBrokenForwards() reads up to date; begins with none. */
export function recordOutcomes(stateFolder: string, now: () => number = Date.now): ForwardOutcomes {
  const broken = new Map<string, BrokenForward>()
  const write = (): void => {
    try {
      writeFileSync(fileOf(stateFolder), `${JSON.stringify([...broken.values()], null, 2)}\n`)
    } catch {
      // On a full disk, or after `down -v`, the forwards themselves are still of use.
    }
  }
  write()
  return {
    failed({ name, to }, why) {
      const known = broken.get(name)
      if (known?.why === why && now() - Date.parse(known.at) < writeAgainMs) return
      broken.set(name, { name, to: to.component, why, at: new Date(now()).toISOString() })
      write()
    },
    gotThrough({ name }) {
      if (broken.delete(name)) write()
    },
  }
}

/** None where nobody has forwarded; what is just being written counts as none too. */
export function readBrokenForwards(stateFolder: string): readonly BrokenForward[] {
  try {
    const found: unknown = JSON.parse(readFileSync(fileOf(stateFolder), 'utf8'))
    return Array.isArray(found) ? found.filter(isBrokenForward) : []
  } catch {
    return []
  }
}

function isBrokenForward(found: Partial<BrokenForward> | null): found is BrokenForward {
  return [found?.name, found?.to, found?.why, found?.at].every((field) => typeof field === 'string')
}
