import { describe, expect, it } from 'vitest'
import { onlyWith } from '../../../src/stack/choose-components.ts'
import type { Stack } from '../../../src/stack/stack.ts'
import { staleParts } from '../../../src/targets/compose/stale-parts.ts'
import { stackOf } from '../../test-stack.ts'
import { observed } from './observed.ts'

const folder = '/state/dx/compose'
const packaged = ['/clone/templates/traefik/traefik.yml', '/clone/templates/traefik/dynamic']
const published = { 8080: 8080, 8081: 8081, 8000: 8000, 8001: 8001 }
const stack = stackOf()
const scaled: Stack = {
  ...stack,
  components: stack.components.map((one) => (one.name === 'user-service' ? { ...one, replicas: 2 } : one)),
}
const none = { services: [], readers: [] }

describe('staleParts', () => {
  it('leaves what plain Compose started as it is, as long as each service has one replica', () => {
    const containers = [
      observed('traefik', { published, mounts: packaged }),
      observed('prometheus', { published: { 9090: 9090 }, mounts: ['/clone/prometheus.yml'] }),
      observed('user-service', { published: { 8000: '' } }),
    ]
    expect(staleParts(stack, folder, containers)).toEqual(none)
    expect(staleParts(scaled, folder, containers)).toEqual({ services: [], readers: ['traefik'] })
  })

  it("leaves a gateway that reads the stack's own routes, also from within a virtual machine", () => {
    for (const prefix of ['', '/host_mnt']) {
      const containers = [observed('traefik', { published, mounts: [`${prefix}${folder}/routes`] })]
      expect(staleParts(scaled, folder, containers)).toEqual(none)
    }
  })

  it('replaces a gateway that lacks the port of a service which joined, or holds that of one which the user runs', () => {
    const mounts = [`${folder}/routes`]
    const { 8000: _, ...without } = published
    expect(staleParts(stack, folder, [observed('traefik', { published: without, mounts })]).readers).toEqual([
      'traefik',
    ])
    const own = stackOf({}, { without: ['user-service'] })
    expect(staleParts(own, folder, [observed('traefik', { published, mounts })]).readers).toEqual(['traefik'])
    expect(staleParts(own, folder, [observed('traefik', { published: without, mounts })])).toEqual(none)
  })

  it('replaces a Prometheus that scrapes other services than the user runs now', () => {
    const own = stackOf({}, { without: ['user-service'] })
    const reading = (mount: string) => [observed('prometheus', { mounts: [mount] })]
    expect(staleParts(own, folder, reading('/clone/prometheus.yml')).readers).toEqual(['prometheus'])
    expect(staleParts(own, folder, reading(`${folder}/prometheus.user-service-8000.yml`))).toEqual(none)
    expect(staleParts(own, folder, reading(`${folder}/prometheus.user-service-9000.yml`)).readers).toEqual([
      'prometheus',
    ])
    expect(staleParts(stack, folder, reading(`${folder}/prometheus.user-service-8000.yml`)).readers).toEqual([
      'prometheus',
    ])
  })

  it('takes the port from a service that published it before there was a gateway', () => {
    const containers = [observed('user-service', { published: { 8000: 8000 } })]
    expect(staleParts(stack, folder, containers)).toEqual({ services: ['user-service'], readers: [] })
    expect(staleParts(onlyWith(stack, ['user-service']), folder, containers)).toEqual(none)
  })
})
