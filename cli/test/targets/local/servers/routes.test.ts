import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import type { LocalContext } from '../../../../src/targets/local/local-context.ts'
import { preparePrometheus } from '../../../../src/targets/local/servers/prometheus.ts'
import { writeRoutes } from '../../../../src/targets/local/servers/routes.ts'
import { openTempFolder } from '../../../temp-folder.ts'
import { contextIn } from './test-context.ts'

function gateway({ stateFolder }: LocalContext) {
  return parse(readFileSync(join(stateFolder, 'config', 'traefik', 'dynamic', 'routes.yml'), 'utf8')).http
}

function targets({ stateFolder }: LocalContext, service: string) {
  const file = join(stateFolder, 'config', 'prometheus', 'targets', `${service}.json`)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

it('follows the replicas', async () => {
  using folder = openTempFolder()
  const context = contextIn(folder.path)
  await writeRoutes(context)
  const servers = () => gateway(context).services['notification-service'].loadBalancer.servers
  expect(servers()).toEqual([{ url: 'http://127.0.0.1:8001' }, { url: 'http://127.0.0.1:43211' }])
  expect(targets(context, 'notification-service')).toEqual([{ targets: ['127.0.0.1:8001', '127.0.0.1:43211'] }])
  await writeRoutes({ ...context, servicePorts: { ...context.servicePorts, 'notification-service': [8001] } })
  expect(servers()).toEqual([{ url: 'http://127.0.0.1:8001' }])
  expect(targets(context, 'notification-service')).toEqual([{ targets: ['127.0.0.1:8001'] }])
})

it('leads to a service that the user runs himself', async () => {
  using folder = openTempFolder()
  const whole = contextIn(folder.path, { USER_SERVICE_PORT: '8055' }, { without: ['user-service'] })
  const context = { ...whole, servicePorts: { 'notification-service': [8001] } }
  await writeRoutes(context)
  expect(gateway(context).services['user-service'].loadBalancer.servers).toEqual([{ url: 'http://127.0.0.1:8055' }])
  expect(targets(context, 'user-service')).toEqual([{ targets: ['127.0.0.1:8055'] }])
})

it('lets through what is meant for clients, with the path that the service knows', async () => {
  using folder = openTempFolder()
  const context = contextIn(folder.path)
  await writeRoutes(context)
  const { routers, middlewares } = gateway(context)
  const table = Object.values<{ rule: string; service: string; middlewares: string[] }>(routers).map((router) => ({
    service: router.service,
    rule: router.rule,
    strips: router.middlewares.flatMap((name) => middlewares[name].stripPrefix?.prefixes ?? []),
  }))
  expect(table).toEqual([
    { service: 'user-service', strips: ['/api'], rule: 'Path(`/api/users`) || PathPrefix(`/api/users/`)' },
    {
      service: 'user-service',
      strips: ['/api/users'],
      rule: 'Path(`/api/users/register`) || Path(`/api/users/register/`)',
    },
    {
      service: 'user-service',
      strips: ['/api/users'],
      rule: 'Path(`/api/users/docs`) || PathPrefix(`/api/users/docs/`) || Path(`/api/users/openapi.json`)',
    },
    {
      service: 'notification-service',
      strips: ['/api'],
      rule: 'Path(`/api/notifications`) || PathPrefix(`/api/notifications/`)',
    },
    {
      service: 'notification-service',
      strips: ['/api/notifications'],
      rule: 'Path(`/api/notifications/docs`) || PathPrefix(`/api/notifications/docs/`) || Path(`/api/notifications/openapi.json`)',
    },
  ])
})

it('has no route to a service that is not part of the stack', async () => {
  using folder = openTempFolder()
  const whole = contextIn(folder.path)
  const components = whole.stack.components.filter(({ name }) => name !== 'user-service')
  const context = { ...whole, stack: { ...whole.stack, components } }
  await writeRoutes(context)
  expect(Object.keys(gateway(context).services)).toEqual(['notification-service'])
  expect(targets(context, 'user-service')).toBeUndefined()
})

it('has Prometheus read the files that are written', async () => {
  using folder = openTempFolder()
  const context = contextIn(folder.path)
  await preparePrometheus(context)
  const config = parse(readFileSync(join(context.stateFolder, 'config', 'prometheus', 'prometheus.yml'), 'utf8'))
  const jobs: { job_name: string; file_sd_configs?: { files: string[] }[] }[] = config.scrape_configs
  expect(jobs.map((job) => job.job_name)).toEqual(['user-service', 'notification-service', 'traefik', 'prometheus'])
  const files = jobs.flatMap((job) => job.file_sd_configs ?? []).flatMap((one) => one.files)
  expect(files.map((file) => existsSync(file))).toEqual([true, true, true])
})

it('has Prometheus find the gateway that is added while it runs', async () => {
  using folder = openTempFolder()
  const whole = contextIn(folder.path)
  const components = whole.stack.components.filter(({ name }) => name !== 'traefik')
  await preparePrometheus({ ...whole, stack: { ...whole.stack, components } })
  const read = () => readFileSync(join(whole.stateFolder, 'config', 'prometheus', 'prometheus.yml'), 'utf8')
  const before = read()
  expect(targets(whole, 'traefik')).toBeUndefined()
  await writeRoutes(whole)
  expect(targets(whole, 'traefik')).toEqual([{ targets: ['127.0.0.1:8080'] }])
  await preparePrometheus(whole)
  expect(read()).toBe(before)
})
