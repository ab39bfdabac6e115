import { componentSettingName } from '../stack/settings.ts'
import type { Cause, Component, Evidence } from '../stack/stack.ts'

/** Why a component that was killed for want of memory had too little, and what gives it more; undefined for any other end. */
export function outOfMemory({ name, memoryLimit }: Component, evidence: Evidence | undefined): Cause | undefined {
  if (!evidence?.outOfMemory) return undefined
  if (evidence.memoryLimitBytes === undefined) {
    return {
      why: 'this machine has no memory left',
      suggestions: ['end other programs, or leave parts out: msctl up --without grafana --without adminer'],
    }
  }
  const variable = componentSettingName(name, 'MEMORY')
  const megabytes = Math.round(evidence.memoryLimitBytes / 2 ** 20)
  return {
    why: `it needs more memory than its limit of ${megabytes}m`,
    suggestions: [
      ...(memoryLimit ? [`msctl up without ${variable}=${memoryLimit}: the limit is then one that does`] : []),
      `${variable}=${megabytes * 2}m msctl up: twice the limit`,
    ],
  }
}
