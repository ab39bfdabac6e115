import type { Interfaces } from '@oclif/core'

/** Gives each flag its variable: --port-offset is also MSCTL_PORT_OFFSET. */
export function withEnvTwins<F extends Interfaces.FlagInput>(flags: F): F {
  return Object.fromEntries(Object.entries(flags).map(([name, flag]) => [name, { ...flag, env: envTwin(name) }])) as F
}

export function envTwin(flag: string): string {
  return `MSCTL_${flag.toUpperCase().replaceAll('-', '_')}`
}
