import { afterAll, beforeAll } from 'vitest'
import { answersAsFastApi, readRecording } from '../../shared/test/http/fastapi-contract.ts'
import { countsAsFastApi } from '../../shared/test/http/fastapi-metrics.ts'
import { buildTestApp } from './build-test-app.ts'

const recording = readRecording(import.meta.dirname)
let app: Awaited<ReturnType<typeof buildTestApp>>['app']

beforeAll(async () => {
  app = (await buildTestApp(2)).app
  await app.listen({ host: '127.0.0.1', port: 0 })
})

afterAll(() => app.close())

answersAsFastApi(recording, () => app)
countsAsFastApi(recording, async () => (await buildTestApp(2)).app)
