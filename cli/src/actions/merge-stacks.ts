import { MsctlError } from '../errors.ts'
import { catalogue, componentNames } from '../stack/components.ts'
import type { Stack } from '../stack/stack.ts'
import { startOrder } from '../stack/start-order.ts'

type Recorded = Omit<Stack, 'credentials'>

/** What runs and what is wanted now, together: `up kafka` on a running stack takes nothing away from it. */
export function mergeStacks(running: Recorded, wanted: Stack): Stack {
  const others = running.components.filter(({ name }) => !wanted.components.some((one) => one.name === name))
  const left = others.filter(({ name }) => wanted.external.some((one) => one.name === name))
  if (left.length > 0) {
    const names = left.map(({ name }) => name).join(', ')
    throw new MsctlError('MSCTL_USAGE', `cannot leave out ${names}: the stack runs with it already`, {
      suggestions: ['msctl down, then the same command again'],
    })
  }
  const all = [...wanted.components.map((one) => withReplicasOf(running, one)), ...others]
  const components = startOrder(all.toSorted((a, b) => componentNames.indexOf(a.name) - componentNames.indexOf(b.name)))
  const external = [...wanted.external, ...running.external].filter(
    ({ name }, index, all) =>
      !components.some((one) => one.name === name) && all.findIndex((one) => one.name === name) === index,
  )
  return { ...wanted, components, external }
}

/** How the settings of a running stack differ from the wanted ones, in words; empty when it can be added to. */
export function differences(running: Recorded, wanted: Recorded): readonly string[] {
  const fields = (['kafkaMode', 'bind', 'topic', 'database'] as const)
    .filter((field) => running[field] !== wanted[field])
    .map((field) => `${field} ${running[field]}, wanted ${wanted[field]}`)
  const ports = wanted.components.flatMap(({ name, ports }) => {
    const now = running.components.find((one) => one.name === name)?.ports ?? ports
    return Object.entries(ports)
      .filter(([port, number]) => now[port] !== number)
      .map(([port, number]) => `${name} on ${now[port]}, wanted ${number}`)
  })
  return [...fields, ...ports]
}

/** Only services are scaled by msctl: whoever stopped another part did not ask for a stack without it. */
function withReplicasOf(running: Recorded, component: Stack['components'][number]): Stack['components'][number] {
  if (!catalogue[component.name].isService) return component
  const replicas = running.components.find(({ name }) => name === component.name)?.replicas ?? component.replicas
  return { ...component, replicas }
}
