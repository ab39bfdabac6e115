import { expect, it } from 'vitest'
import { MsctlError } from '../../src/errors.ts'
import { stackOf } from '../test-stack.ts'

it('is the whole stack by default, in start order', () => {
  const stack = stackOf()
  expect(stack).toMatchObject({ name: 'microservices', kafkaMode: 'zookeeper', bind: '127.0.0.1' })
  expect(stack.components.map(({ name }) => name)).toEqual([
    'mysql',
    'zookeeper',
    'kafka',
    'user-service',
    'notification-service',
    'traefik',
    'prometheus',
    'grafana',
    'adminer',
  ])
})

it('has no ZooKeeper with KRaft, and nothing that waits for it', () => {
  const { components } = stackOf({ MSCTL_KAFKA: 'kraft' })
  expect(components.some(({ name }) => name === 'zookeeper')).toBe(false)
  expect(components.find(({ name }) => name === 'kafka')?.dependsOn).toEqual([])
})

it('moves every port by the offset, a single one by its own name', () => {
  const portsOf = (name: string) =>
    stackOf({ MSCTL_PORT_OFFSET: '100', MSCTL_MYSQL_PORT: '4000' }).components.find((one) => one.name === name)?.ports
  expect(portsOf('mysql')).toEqual({ mysql: 4100 })
  expect(portsOf('traefik')).toEqual({ gateway: 8181, dashboard: 8180 })
})

it('keeps a service that is left out as external, any other part not at all', () => {
  const { components, external } = stackOf({}, { without: ['user-service', 'grafana'] })
  expect(components.some(({ name }) => name === 'user-service' || name === 'grafana')).toBe(false)
  expect(external.map(({ name }) => name)).toEqual(['user-service'])
})

it.each([
  [{ MSCTL_NAME: 'Not A Name' }, /MSCTL_NAME: "Not A Name" \(from environment MSCTL_NAME\)/],
  [{ MSCTL_NAME: 'a'.repeat(41) }, /1 to 40/],
  [{ MSCTL_KAFKA: 'raft' }, /zookeeper or kraft/],
  [{ MSCTL_BIND: 'localhost' }, /IPv4/],
  [{ MSCTL_PORT_OFFSET: '70000' }, /65535 \(with the offset it is 7\d{4}\)/],
  [{ MSCTL_PORT_OFFSET: 'ten' }, /whole number/],
  [{ KAFKA_TOPIC: 'a topic' }, /KAFKA_TOPIC/],
  [{ MYSQL_DATABASE: 'users; DROP' }, /MYSQL_DATABASE/],
  [{ MYSQL_PORT: '8000' }, /port 8000 is given to both mysql and user-service/],
])('refuses %j', (env, message) => {
  const create = () => stackOf(env)
  expect(create).toThrow(message)
  expect(create).toThrow(MsctlError)
})
