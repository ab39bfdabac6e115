import { createServer } from 'node:net'
import { type ComponentName, catalogue } from '../../stack/components.ts'
import type { Component, Stack } from '../../stack/stack.ts'
import type { Observation } from './observe.ts'

export type ServicePorts = Readonly<Partial<Record<ComponentName, readonly number[]>>>

export interface ServicePortOptions {
  readonly stack: Stack
  readonly observation: Observation
  /** Other numbers of replicas than run now or are wanted by the stack. */
  readonly replicas?: Readonly<Partial<Record<ComponentName, number>>>
}

/** Ports of all replicas of our services: those that run keep theirs, the first has the stack's, others get free ones. */
export async function chooseServicePorts(options: ServicePortOptions): Promise<ServicePorts> {
  const services = options.stack.components.filter(({ name }) => catalogue[name].isService)
  const entries = services.map(async (service) => [service.name, await portsOf(service, options)] as const)
  return Object.fromEntries(await Promise.all(entries))
}

async function portsOf(service: Component, { stack, observation, replicas }: ServicePortOptions): Promise<number[]> {
  const running = runningPorts(service.name, observation)
  const count = replicas?.[service.name] ?? Math.max(service.replicas, ...running.keys())
  const ports: number[] = []
  for (let replica = 1; replica <= count; replica++) {
    ports.push(running.get(replica) ?? (replica === 1 ? firstPort(service) : await freePort(stack.bind)))
  }
  return ports
}

function runningPorts(name: ComponentName, observation: Observation): ReadonlyMap<number, number> {
  if (observation.kind !== 'supervised') return new Map()
  const own = observation.processes.filter(({ component, replica }) => component === name && replica > 1)
  return new Map(own.map(({ replica, ports }) => [replica, Object.values(ports)[0] ?? 0]))
}

function firstPort({ name, ports }: Component): number {
  const [port] = Object.values(ports)
  if (port === undefined) throw new Error(`${name} has no port`)
  return port
}

function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, host, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
