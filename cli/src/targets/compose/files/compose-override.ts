import { Document, isSeq } from 'yaml'
import { componentOf, type Stack } from '../../../stack/stack.ts'
import { gatewayPorts, ownPort, type PublishedPort, serviceNames } from './published-ports.ts'

interface Override {
  readonly extra_hosts?: readonly string[]
  readonly ports?: readonly string[]
}

/**
 * What differs from the packaged files, as a further Compose file; undefined where nothing does. Traefik does not publish the port of
 * a service that is not behind it, and reaches those that the user runs on this machine; where there is no Traefik, the services
 * publish their ports themselves.
 */
export function composeOverride(stack: Stack): string | undefined {
  const services = [...gatewayOverrides(stack), ...serviceOverrides(stack)]
  if (services.length === 0) return undefined
  const document = new Document({ services: Object.fromEntries(services) }, { aliasDuplicateObjects: false })
  for (const [name] of services) {
    const ports = document.getIn(['services', name, 'ports'])
    // In the place of the packaged file's ports, to which Compose would add them.
    if (isSeq(ports)) ports.tag = '!override'
  }
  return document.toString()
}

function gatewayOverrides(stack: Stack): readonly (readonly [string, Override])[] {
  const hosts = stack.external.length > 0 ? { extra_hosts: ['host.docker.internal:host-gateway'] } : undefined
  const areAllBehind = serviceNames.every((name) => componentOf(stack, name))
  const ports = gatewayPorts(stack).map((port) => publish(stack, port))
  return [
    ...(componentOf(stack, 'traefik') && !areAllBehind ? ([['traefik', { ...hosts, ports }]] as const) : []),
    ...(componentOf(stack, 'prometheus') && hosts ? ([['prometheus', hosts]] as const) : []),
  ]
}

function serviceOverrides(stack: Stack): readonly (readonly [string, Override])[] {
  return serviceNames.flatMap((name) => {
    const port = ownPort(stack, name)
    return port ? [[name, { ports: [publish(stack, port)] }] as const] : []
  })
}

function publish({ bind }: Stack, { host, inside }: PublishedPort): string {
  return `${bind}:${host}:${inside}`
}
