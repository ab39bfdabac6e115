import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from '../../../lib/write-whole.ts'
import type { PlannedForward } from './plan-forwards.ts'

/** What the process that keeps the forwards is told. Holds no secret: credentials stay in the kubeconfig. */
export interface ForwardsOrder {
  readonly context: string
  readonly namespace: string
  /** Address on this machine. */
  readonly host: string
  readonly forwards: readonly PlannedForward[]
}

const fileOf = (stateFolder: string): string => join(stateFolder, 'forwards.json')

export function writeOrder(stateFolder: string, order: ForwardsOrder): void {
  writeWhole(fileOf(stateFolder), `${JSON.stringify(order, null, 2)}\n`)
}

/** The context to which the stack's forwards lead, or led last; undefined where nobody ordered any. */
export function orderedContext(stateFolder: string): string | undefined {
  try {
    return readOrder(stateFolder).context
  } catch {
    return undefined
  }
}

export function readOrder(stateFolder: string): ForwardsOrder {
  return JSON.parse(readFileSync(fileOf(stateFolder), 'utf8'))
}
