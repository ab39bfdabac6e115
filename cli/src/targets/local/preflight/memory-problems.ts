import { formatBytes } from '../../../lib/units.ts'
import type { ComponentName } from '../../../stack/components.ts'
import type { Component } from '../../../stack/stack.ts'
import type { Problem } from '../../target.ts'
import { isSameProcess } from '../supervisor/process-table.ts'
import { tryReadRecord } from '../supervisor/record.ts'

/** What each takes at rest, measured, in megabytes. */
const megabytes: Readonly<Record<ComponentName, number>> = {
  mysql: 200,
  zookeeper: 110,
  kafka: 420,
  'user-service': 110,
  'notification-service': 110,
  traefik: 130,
  prometheus: 100,
  grafana: 120,
  adminer: 30,
}

/** Whether what does not run yet fits into the memory that is free. */
export function memoryProblems(
  components: readonly Component[],
  stateFolder: string,
  available = availableBytes(),
): readonly Problem[] {
  const running = (tryReadRecord(stateFolder)?.processes ?? []).filter(({ live }) => live && isSameProcess(live))
  const starting = components.filter(({ name }) => !running.some(({ component }) => component === name))
  const needed = starting.reduce((sum, { name, replicas }) => sum + megabytes[name] * replicas, 0) * 1e6
  if (available === undefined || needed <= available) return []
  return [
    {
      code: 'MSCTL_MACHINE_LACKS',
      summary: `${formatBytes(available)} of memory are free, ${formatBytes(needed)} are needed`,
      suggestions: ['end other programs', 'leave parts out: msctl up --without grafana --without adminer'],
      details: { availableBytes: available, neededBytes: needed },
    },
  ]
}

/** undefined where the system does not tell what it could free. */
function availableBytes(): number | undefined {
  return process.platform === 'linux' ? process.availableMemory() : undefined
}
