import { expect, it } from 'vitest'
import { addressesOf } from '../../src/stack/addresses.ts'
import { shellExports } from '../../src/stack/shell-exports.ts'
import { stackOf } from '../test-stack.ts'

const addressOf = (name: string, stack = stackOf()) => addressesOf(stack).find((one) => one.name === name)?.address

it('gives pages as URLs and the others as host and port', () => {
  expect(addressOf('gateway')).toBe('http://127.0.0.1:8081/api/users')
  expect(addressOf('mysql')).toBe('127.0.0.1:3306')
})

it('gives an address to connect to where the stack listens on all', () => {
  expect(addressOf('prometheus', stackOf({ MSCTL_BIND: '0.0.0.0' }))).toBe('http://127.0.0.1:9090')
})

it('leaves out what is not there, and keeps a service that runs outside', () => {
  const stack = stackOf({ MSCTL_KAFKA: 'kraft' }, { without: ['user-service'] })
  const names = addressesOf(stack, ['grafana']).map(({ name }) => name)
  expect(names).toContain('docs')
  expect(names).not.toContain('grafana')
  expect(names).not.toContain('zookeeper')
})

it('keeps the next up in that shell from adding the offset twice', () => {
  const stack = stackOf({ MSCTL_PORT_OFFSET: '100' })
  const lines = shellExports(stack, []).split('\n')
  expect(lines).toContain("export MYSQL_PORT='3406'")
  expect(lines).toContain("export MSCTL_MYSQL_PORT='3306'")
})

it('exports for a shell: quoted, and without passwords', () => {
  const stack = stackOf({ MYSQL_PASSWORD: 'top-secret', MYSQL_ROOT_PASSWORD: 'top-secret' })
  const lines = shellExports(stack, addressesOf(stack)).split('\n')
  expect(lines).toContain("export GATEWAY_URL='http://127.0.0.1:8081/api/users'")
  expect(lines).toContain("export KAFKA_BROKER_URL='127.0.0.1:9092'")
  expect(lines.every((line) => /^export [A-Z_]+='[^']*'$/.test(line))).toBe(true)
  expect(lines.join()).not.toContain('top-secret')
})
