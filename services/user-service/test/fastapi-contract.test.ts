import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { differences } from '../../shared/test/http/deliberate-differences.ts'
import { allOf, answersAsFastApi, readRecording } from '../../shared/test/http/fastapi-contract.ts'
import { countsAsFastApi } from '../../shared/test/http/fastapi-metrics.ts'
import { buildTestApp } from './build-test-app.ts'

const recording = readRecording(import.meta.dirname)
let app: Awaited<ReturnType<typeof buildTestApp>>['app']

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-24T07:00:00.123Z') })
  app = (await buildTestApp()).app
  await app.listen({ host: '127.0.0.1', port: 0 })
})

afterAll(async () => {
  await app.close()
  vi.useRealTimers()
})

answersAsFastApi(recording, () => app)
countsAsFastApi(recording, async () => (await buildTestApp()).app)

it('has no deliberate difference that nobody can see', () => {
  const unseen = differences.filter(({ applies }) => !allOf(recording).some(applies))
  expect(unseen.map(({ reason }) => reason)).toEqual([])
})
