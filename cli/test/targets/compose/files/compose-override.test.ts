import { describe, expect, it } from 'vitest'
import { onlyWith } from '../../../../src/stack/choose-components.ts'
import type { ComponentName } from '../../../../src/stack/components.ts'
import type { Stack } from '../../../../src/stack/stack.ts'
import { composeOverride } from '../../../../src/targets/compose/files/compose-override.ts'
import { stackOf } from '../../../test-stack.ts'

const lines = (stack: Stack): readonly string[] | undefined => composeOverride(stack)?.trimEnd().split('\n')

describe('composeOverride', () => {
  it('is not needed for a stack as the packaged files have it', () => {
    expect(composeOverride(stackOf({ MSCTL_PORT_OFFSET: '14000' }))).toBeUndefined()
    expect(composeOverride(stackOf({}, { without: ['grafana', 'prometheus'] }))).toBeUndefined()
  })

  it('leaves the port of a service that the user runs to him, and lets the gateway and Prometheus reach it', () => {
    const stack = stackOf({ MSCTL_PORT_OFFSET: '100', MSCTL_BIND: '0.0.0.0' }, { without: ['user-service'] })
    expect(lines(stack)).toEqual([
      'services:',
      '  traefik:',
      '    extra_hosts:',
      '      - host.docker.internal:host-gateway',
      '    ports: !override',
      '      - 0.0.0.0:8181:8081',
      '      - 0.0.0.0:8180:8080',
      '      - 0.0.0.0:8101:8001',
      '  prometheus:',
      '    extra_hosts:',
      '      - host.docker.internal:host-gateway',
    ])
  })

  it('keeps the gateway from publishing the port of a service that is no part of the stack', () => {
    expect(lines(onlyWith(stackOf({ MSCTL_PORT_OFFSET: '100' }), ['traefik', 'user-service']))).toEqual([
      'services:',
      '  traefik:',
      '    ports: !override',
      '      - 127.0.0.1:8181:8081',
      '      - 127.0.0.1:8180:8080',
      '      - 127.0.0.1:8100:8000',
    ])
  })

  it('lets the services publish their ports where there is no gateway, one replica of each', () => {
    const stack = stackOf({ USER_SERVICE_PORT: '9000' }, { without: ['traefik'] })
    expect(lines(stack)).toEqual([
      'services:',
      '  user-service:',
      '    ports: !override',
      '      - 127.0.0.1:9000:8000',
      '  notification-service:',
      '    ports: !override',
      '      - 127.0.0.1:8001:8001',
    ])
    expect(lines(scaled(stack, 'user-service', 2))).toEqual([
      'services:',
      '  notification-service:',
      '    ports: !override',
      '      - 127.0.0.1:8001:8001',
    ])
  })
})

function scaled(stack: Stack, name: ComponentName, replicas: number): Stack {
  return { ...stack, components: stack.components.map((one) => (one.name === name ? { ...one, replicas } : one)) }
}
