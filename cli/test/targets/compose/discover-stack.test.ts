import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ContainerInspectInfo } from 'dockerode'
import { describe, expect, it } from 'vitest'
import type { ComponentName } from '../../../src/stack/components.ts'
import { discoverStack } from '../../../src/targets/compose/discover-stack.ts'
import { originOf } from '../../../src/targets/compose/labels.ts'
import type { ObservedContainer } from '../../../src/targets/compose/observe.ts'
import { openTempFolder } from '../../temp-folder.ts'
import { stackOf } from '../../test-stack.ts'
import { observed } from './observed.ts'

/** What Docker 28.5.2 said of a stack that plain `docker compose up` started with other ports and a password, without Grafana. */
const recorded = JSON.parse(readFileSync(new URL('recorded-plain.json', import.meta.url), 'utf8'))
const containers = (recorded as readonly ContainerInspectInfo[]).flatMap((inspect): readonly ObservedContainer[] => {
  const origin = originOf(inspect.Config.Labels)
  return origin ? [{ ...origin, inspect }] : []
})

describe('discoverStack', () => {
  it('finds the stack that plain Compose started, as msctl itself would have made it', () => {
    const env = {
      MSCTL_NAME: 'dx',
      MYSQL_PORT: '17306',
      ZOOKEEPER_PORT: '16181',
      KAFKA_PORT: '23092',
      USER_SERVICE_PORT: '22000',
      NOTIFICATION_SERVICE_PORT: '22001',
      TRAEFIK_PORT: '22081',
      TRAEFIK_DASHBOARD_PORT: '22080',
      PROMETHEUS_PORT: '23090',
      ADMINER_PORT: '22082',
      MYSQL_PASSWORD: 'sesame42',
      GRAFANA_ADMIN_PASSWORD: '',
    }
    // How large a machine to make for it, and by how much its ports moved: of what runs nobody asks.
    const {
      machine: _,
      portOffset: __,
      ...made
    } = stackOf(env, { without: ['grafana'], replicas: { 'user-service': 2 } })
    const credentials = { ...made.credentials, grafanaPassword: '' }
    expect(discoverStack('dx', containers)).toEqual({
      stack: { ...made, credentials },
      createdAt: containers.map(({ inspect }) => inspect.Created).toSorted()[0],
    })
  })

  it('is none where there are no containers', () => {
    expect(discoverStack('dx', [])).toBeUndefined()
  })

  it('knows KRaft by the missing ZooKeeper, and leaves it out of what Kafka depends on', () => {
    const found = discoverStack('dx', containersWithout('zookeeper'))?.stack
    expect(found?.kafkaMode).toBe('kraft')
    expect(found?.components.find(({ name }) => name === 'kafka')?.dependsOn).toEqual([])
  })

  it('takes the port of a service without a gateway from the service, one that was chosen for it too', () => {
    const portOf = (all: readonly ObservedContainer[]) =>
      discoverStack('dx', all)?.stack.components.find(({ name }) => name === 'user-service')?.ports.http
    const [{ inspect } = never()] = containers.filter(({ component }) => component === 'user-service')
    expect(portOf(containersWithout('traefik'))).toBe(Number(inspect.NetworkSettings.Ports['8000/tcp']?.[0]?.HostPort))
    expect(portOf([observed('user-service', { published: { 8000: 9000 } })])).toBe(9000)
    expect(portOf([observed('user-service', { published: { 8000: '' } })])).toBe(8000)
  })

  it("reads bind address, topic and somebody else's image", () => {
    const found = discoverStack('dx', [
      observed('traefik', { bind: '0.0.0.0', published: { 8081: 8081 } }),
      observed('user-service', { image: 'somebody/user-service:2', env: ['KAFKA_TOPIC=a=b', 'MYSQL_USER=x'] }),
      observed('notification-service', { image: 'msctl/notification-service:1.0.0' }),
    ])?.stack
    expect(found).toMatchObject({ bind: '0.0.0.0', topic: 'a=b' })
    expect(found?.components.map(({ name, image }) => [name, image])).toEqual([
      ['user-service', 'somebody/user-service:2'],
      ['notification-service', undefined],
      ['traefik', undefined],
    ])
  })

  it('tells the folder that it was started in where that has its passwords', () => {
    using temp = openTempFolder()
    mkdirSync(join(temp.path, 'clone'))
    const folder = join(temp.path, 'clone')
    const labels = { 'com.docker.compose.project.working_dir': folder }
    const all = [observed('mysql', { labels })]
    expect(discoverStack('dx', all)?.folder).toBeUndefined()
    writeFileSync(join(folder, '.env'), 'MYSQL_PASSWORD=x\n')
    expect(discoverStack('dx', all)?.folder).toBe(folder)
  })
})

function containersWithout(component: ComponentName): readonly ObservedContainer[] {
  return containers.filter((one) => one.component !== component)
}

function never(): never {
  throw new Error('cannot be')
}
