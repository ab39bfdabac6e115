import { expect, it } from 'vitest'
import { differences } from './differences.ts'

const stack = { kafka: { image: 'kafka:1', dependsOn: ['zookeeper'], labels: { name: 'kafka' } } }

it('has nothing to say of what is the same, in whatever order', () => {
  const same = { kafka: { labels: { name: 'kafka' }, dependsOn: ['zookeeper'], image: 'kafka:1' } }
  expect(differences('here', stack, same)).toEqual([])
})

it('names what differs, what is missing and what should not be there', () => {
  const found = { kafka: { image: 'kafka:2', dependsOn: [], ports: 1 } }
  expect(differences('here', stack, found)).toEqual([
    'here: kafka.dependsOn is [], expected ["zookeeper"]',
    'here: kafka.image is "kafka:2", expected "kafka:1"',
    'here: kafka.labels.name is missing, expected "kafka"',
    'here: kafka.ports is 1, expected nothing there',
  ])
})
