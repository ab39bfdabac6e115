import { expect, it } from 'vitest'
import { knownCause } from '../../src/actions/known-cause.ts'

it.each([
  ['java.net.BindException: Address already in use', /port/],
  ["[ERROR] Can't start server: Bind on TCP/IP port: Address already in use", /port/],
  ['[ERROR] mariadbd: Disk is full writing', /disk/],
  ['[ERROR] InnoDB: write of 16384 bytes failed with error 28', /disk/],
  ['There is insufficient memory for the Java Runtime Environment to continue.', /memory/],
  ['kafka.common.KafkaException: Failed to acquire lock on file .lock in /data', /another Kafka/],
  ['InconsistentClusterIdException: The Cluster ID x', /another ZooKeeper/],
  ['[ERROR] InnoDB: Unable to lock ./ibdata1 error: 11', /another server/],
])('knows %j', (line, why) => {
  const cause = knownCause(['first line', line])
  expect(cause?.why).toMatch(why)
  expect(cause?.suggestions.length).toBeGreaterThan(0)
})

it('claims nothing about what it does not know', () => {
  expect(knownCause(['something else'])).toBeUndefined()
  expect(knownCause([])).toBeUndefined()
})
