import type { ContainerInspectInfo } from 'dockerode'

export interface PortBinding {
  readonly inside: number
  /** Undefined: any that is free. */
  readonly host: number | undefined
  /** '' where none was asked for. */
  readonly address: string
}

type Bindings = Readonly<Record<string, readonly { readonly HostIp?: string; readonly HostPort?: string }[] | null>>

/** The ports of this machine that a container was told to publish, whether it runs or not. */
export function portBindings({ HostConfig }: ContainerInspectInfo): readonly PortBinding[] {
  return flatten(HostConfig.PortBindings)
}

/** Those that it has now: none unless it runs. */
export function publishedNow({ NetworkSettings }: ContainerInspectInfo): readonly PortBinding[] {
  return flatten(NetworkSettings?.Ports)
}

function flatten(bindings: Bindings | undefined): readonly PortBinding[] {
  return Object.entries(bindings ?? {}).flatMap(([port, ones]) =>
    (ones ?? []).map(({ HostIp = '', HostPort }) => ({
      inside: Number.parseInt(port, 10),
      host: Number(HostPort) || undefined,
      address: HostIp,
    })),
  )
}
