import { catalogue } from '../../../stack/components.ts'
import { componentOf, type Stack } from '../../../stack/stack.ts'

/**
 * What differs from the packaged files, as a further Compose file; undefined where nothing does. Traefik does not publish the port of a
 * service that the user runs; where there is no Traefik, the services publish their ports themselves.
 */
export function composeOverride(stack: Stack): string | undefined {
  const lines = [...gatewayLines(stack), ...withoutGatewayLines(stack)]
  return lines.length === 0 ? undefined : `services:\n${lines.join('\n')}\n`
}

function gatewayLines(stack: Stack): readonly string[] {
  if (stack.external.length === 0) return []
  const hosts = '    extra_hosts: ["host.docker.internal:host-gateway"]'
  const traefik = componentOf(stack, 'traefik')
  const services = stack.components.filter(({ name }) => catalogue[name].isService)
  const own = [
    [traefik?.ports.gateway, 8081],
    [traefik?.ports.dashboard, 8080],
    ...services.map(({ name, ports }) => [ports.http, catalogue[name].ports.http]),
  ]
  return [
    ...(traefik
      ? [
          '  traefik:',
          hosts,
          '    ports: !override',
          ...own.map(([port, inside]) => `      - "${stack.bind}:${port}:${inside}"`),
        ]
      : []),
    ...(componentOf(stack, 'prometheus') ? ['  prometheus:', hosts] : []),
  ]
}

function withoutGatewayLines(stack: Stack): readonly string[] {
  if (componentOf(stack, 'traefik')) return []
  return stack.components
    .filter(({ name, replicas }) => catalogue[name].isService && replicas === 1)
    .flatMap(({ name, ports }) => {
      const inside = catalogue[name].ports.http
      return [`  ${name}:`, '    ports: !override', `      - "${stack.bind}:${ports.http}:${inside}"`]
    })
}
