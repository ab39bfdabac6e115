import type { MachineSize } from '../../stack/stack.ts'

/** Less does not carry a whole stack beside Kubernetes: the requests of both add up to 1.5 CPUs and 2 GiB. */
export const leastCpus = 2
export const leastMib = 4096

/** Left to the machine itself. */
const marginMib = 1024

export interface Available {
  readonly cpus?: number
  readonly memoryMib?: number
}

/** The command that makes a profile that fits into what there is, where a stack fits, too; else other ways. */
export function smallerSizes({ cpus, memoryMib }: Available, wanted: MachineSize): readonly string[] {
  const fitting = memoryMib === undefined || Number.isNaN(memoryMib) ? wanted.memoryMib : roundDown(memoryMib)
  const settings = [
    ...(cpus !== undefined && cpus < wanted.cpus ? [`MSCTL_MINIKUBE_CPUS=${cpus}`] : []),
    ...(fitting < wanted.memoryMib ? [`MSCTL_MINIKUBE_MEMORY=${fitting}m`] : []),
  ]
  if ((cpus ?? leastCpus) < leastCpus || fitting < leastMib) return ['with less memory: msctl up --target local']
  if (settings.length === 0) return []
  const more = fitting < wanted.memoryMib ? ', and --without grafana leaves room' : ''
  return [`${settings.join(' ')} msctl up --target minikube: a smaller one${more}`]
}

function roundDown(memoryMib: number): number {
  return Math.floor((memoryMib - marginMib) / 512) * 512
}
