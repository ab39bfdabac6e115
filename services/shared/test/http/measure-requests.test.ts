import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createServiceApp } from '../../src/http/create-service-app.ts'
import { createReadiness } from '../../src/readiness.ts'

let app: Awaited<ReturnType<typeof createServiceApp>>
let registry: Registry
const begun = vi.fn()
const carriedOut = vi.fn()

beforeEach(async () => {
  vi.clearAllMocks()
  registry = new Registry()
  const logger = pino({ level: 'silent' })
  const readiness = createReadiness([], logger)
  app = await createServiceApp({ name: 'a-service', description: 'For tests', logger, readiness, registry })
  app.get('/slow', async () => {
    begun()
    await sleep(150)
    carriedOut()
    return {}
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
})

afterEach(() => app.close())

async function samples(name: string): Promise<readonly string[]> {
  return (await registry.metrics()).split('\n').filter((line) => line.startsWith(name))
}

it('counts in each bucket all that were as quick', async () => {
  const { port } = app.server.address() as AddressInfo
  await fetch(`http://127.0.0.1:${port}/slow`)
  const buckets = await samples('http_request_duration_seconds_bucket{')
  const labels = 'handler="/slow",method="GET"'
  expect(buckets).toEqual([
    `http_request_duration_seconds_bucket{le="0.1",${labels}} 0`,
    `http_request_duration_seconds_bucket{le="0.5",${labels}} 1`,
    `http_request_duration_seconds_bucket{le="1",${labels}} 1`,
    `http_request_duration_seconds_bucket{le="+Inf",${labels}} 1`,
  ])
  const fine = await samples('http_request_duration_highr_seconds_bucket{le="60"}')
  expect(fine).toEqual(['http_request_duration_highr_seconds_bucket{le="60"} 1'])
})

it('counts a request that was carried out for a client that had gone, once', async () => {
  const { port } = app.server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write('GET /slow HTTP/1.1\r\nHost: a\r\n\r\n')
  await vi.waitFor(() => expect(begun).toHaveBeenCalledOnce())
  socket.destroy()
  await vi.waitFor(() => expect(carriedOut).toHaveBeenCalledOnce())
  await sleep(20)
  const counted = ['http_requests_total{handler="/slow",method="GET",status="2xx"} 1']
  expect(await samples('http_requests_total')).toEqual(counted)
})
