import type { ComponentProgress } from '../actions/component-progress.ts'
import { formatSeconds } from '../lib/units.ts'

/** "kafka  3.9.2  ready  3.1 s  3 of 3 partitions have a leader" as cells. */
export function componentRow({ name, version, state, elapsedMs, detail }: ComponentProgress): readonly string[] {
  if (state === 'skipped') return [name, 'skipped', '', '', detail]
  const time = elapsedMs === undefined ? '' : formatSeconds(elapsedMs)
  return [name, version ?? '', state, time, detail]
}
