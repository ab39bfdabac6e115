import { expect, it } from 'vitest'
import { outOfMemory } from '../../src/actions/out-of-memory.ts'
import type { Component, Evidence } from '../../src/stack/stack.ts'

const kafka: Component = { name: 'kafka', dependsOn: [], ports: {}, replicas: 1, optional: false }
const killed: Evidence = { exitCode: 137, signal: 'SIGKILL', outOfMemory: true, lastLines: [] }

it('names the limit as Docker writes it, and the variable that raises it', () => {
  const cause = outOfMemory({ ...kafka, memoryLimit: '64m' }, { ...killed, memoryLimitBytes: 64 * 2 ** 20 })
  expect(cause?.why).toBe('it needs more memory than its limit of 64m')
  expect(cause?.suggestions).toEqual([
    'msctl up without KAFKA_MEMORY=64m: the limit is then one that does',
    'KAFKA_MEMORY=128m msctl up: twice the limit',
  ])
})

it('only doubles a limit that nobody set', () => {
  const cause = outOfMemory(kafka, { ...killed, memoryLimitBytes: 1280 * 2 ** 20 })
  expect(cause?.suggestions).toEqual(['KAFKA_MEMORY=2560m msctl up: twice the limit'])
})

it('has no limit to raise where there is none', () => {
  expect(outOfMemory(kafka, killed)?.why).toMatch(/this machine/)
})

it('is about nothing else', () => {
  expect(outOfMemory(kafka, { ...killed, outOfMemory: false })).toBeUndefined()
  expect(outOfMemory(kafka, undefined)).toBeUndefined()
})
