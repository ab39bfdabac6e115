import { formatDuration } from '../lib/units.ts'
import type { Evidence } from '../stack/stack.ts'

/** "killed (SIGKILL) after 3.1 s": how a process or container ended. */
export function describeEnd({
  outOfMemory,
  signal,
  exitCode,
  livedMs,
}: Pick<Evidence, 'outOfMemory' | 'signal' | 'exitCode' | 'livedMs'>): string {
  const how = outOfMemory ? 'killed for want of memory' : signal ? `killed (${signal})` : `exit code ${exitCode}`
  return livedMs === undefined ? how : `${how} after ${formatDuration(livedMs)}`
}
