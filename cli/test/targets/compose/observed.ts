import type { ContainerInspectInfo } from 'dockerode'
import type { ComponentName } from '../../../src/stack/components.ts'
import type { ObservedContainer } from '../../../src/targets/compose/observe.ts'

export interface Observed {
  readonly replica?: number
  readonly name?: string
  readonly image?: string
  readonly env?: readonly string[]
  /** Inside port to host port; '' for any free one. */
  readonly published?: Readonly<Record<number, number | ''>>
  readonly bind?: string
  readonly mounts?: readonly string[]
  readonly created?: string
  readonly labels?: Readonly<Record<string, string>>
}

/** A container as inspection shows it, of which only this much is read. */
export function observed(component: ComponentName, facts: Observed = {}): ObservedContainer {
  const { replica = 1, name = `/dx-${component}-${replica}`, image = `${component}:1.0`, env = [] } = facts
  const { published = {}, bind = '127.0.0.1', mounts = [], created = '2026-11-24T11:00:00.5Z', labels = {} } = facts
  const PortBindings = Object.fromEntries(
    Object.entries(published).map(([inside, host]) => [`${inside}/tcp`, [{ HostIp: bind, HostPort: String(host) }]]),
  )
  const inspect = {
    Name: name,
    Created: created,
    Config: { Image: image, Env: env, Labels: labels },
    HostConfig: { PortBindings },
    Mounts: mounts.map((Source) => ({ Source })),
  }
  return { component, replica, inspect: inspect as unknown as ContainerInspectInfo }
}
