import { readFileSync } from 'node:fs'
import type { Sandbox } from './sandbox.ts'
import { pidOf } from './supervisor-record.ts'

/** The most resident memory that the process which runs now ever had. */
export function peakMegabytes(sandbox: Sandbox, component: string): number {
  const status = readFileSync(`/proc/${pidOf(sandbox, component)}/status`, 'utf8')
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024
}
