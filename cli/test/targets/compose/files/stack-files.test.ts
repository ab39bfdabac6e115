import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { prometheusFile, writeRoutes, writeStackFiles } from '../../../../src/targets/compose/files/stack-files.ts'
import { openTempFolder } from '../../../temp-folder.ts'
import { stackOf } from '../../../test-stack.ts'

let temp: ReturnType<typeof openTempFolder>
let folder: string

beforeEach(() => {
  temp = openTempFolder()
  folder = join(temp.path, 'dx', 'compose')
})

afterEach(() => temp[Symbol.dispose]())

const hosts = (service: string): readonly string[] => [`dx-${service}-1`, `dx-${service}-3`]

function servers(): Readonly<Record<string, { urls: readonly string[]; isChecked: boolean }>> {
  const { services } = parse(readFileSync(join(folder, 'routes', 'routes.yml'), 'utf8')).http
  return Object.fromEntries(
    Object.entries(
      services as Record<string, { loadBalancer: { servers: { url: string }[]; healthCheck?: object } }>,
    ).map(([name, { loadBalancer }]) => [
      name,
      { urls: loadBalancer.servers.map(({ url }) => url), isChecked: loadBalancer.healthCheck !== undefined },
    ]),
  )
}

describe('writeStackFiles', () => {
  it('names each replica as a server, and writes nothing else for an ordinary stack', () => {
    writeStackFiles(stackOf(), folder, hosts)
    expect(servers()).toEqual({
      'user-service': {
        urls: ['http://dx-user-service-1:8000', 'http://dx-user-service-3:8000'],
        isChecked: true,
      },
      'notification-service': {
        urls: ['http://dx-notification-service-1:8001', 'http://dx-notification-service-3:8001'],
        isChecked: true,
      },
    })
    expect(readdirSync(folder)).toEqual(['routes'])
    expect(readdirSync(join(folder, 'routes'))).toEqual(['routes.yml'])
  })

  it('can be read by the users in the containers, whatever the umask', () => {
    const umask = process.umask(0o077)
    try {
      writeStackFiles(stackOf({}, { without: ['user-service'] }), folder, hosts)
    } finally {
      process.umask(umask)
    }
    const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8)
    expect(modeOf(join(folder, 'routes'))).toBe('755')
    expect(modeOf(join(folder, 'routes', 'routes.yml'))).toBe('644')
    expect(modeOf(join(folder, 'prometheus.user-service-8000.yml'))).toBe('644')
  })

  it('sends gateway and Prometheus to a service that the user runs, which need not know our probes', () => {
    const stack = stackOf({ USER_SERVICE_PORT: '9000' }, { without: ['user-service'] })
    writeStackFiles(stack, folder, hosts)
    expect(servers()['user-service']).toEqual({ urls: ['http://host.docker.internal:9000'], isChecked: false })
    const { scrape_configs: jobs, ...rest } = parse(readFileSync(prometheusFile(stack, folder) ?? '', 'utf8'))
    const packaged = parse(readFileSync('prometheus.yml', 'utf8'))
    expect(jobs[0]).toEqual({
      job_name: 'user-service',
      static_configs: [{ targets: ['host.docker.internal:9000'] }],
    })
    expect({ ...rest, scrape_configs: [packaged.scrape_configs[0], ...jobs.slice(1)] }).toEqual(packaged)
  })

  it('removes what the stack no longer needs', () => {
    writeStackFiles(stackOf({}, { without: ['user-service', 'notification-service'] }), folder, hosts)
    writeStackFiles(stackOf({}, { without: ['user-service'] }), folder, hosts)
    expect(readdirSync(folder).toSorted()).toEqual(['override.yaml', 'prometheus.user-service-8000.yml', 'routes'])
    writeStackFiles(stackOf(), folder, hosts)
    expect(readdirSync(folder)).toEqual(['routes'])
  })

  it('says where it could not write', () => {
    expect(() => writeStackFiles(stackOf(), '/dev/null/compose', hosts)).toThrow(/^cannot write "\/dev\/null\/compose/)
  })
})

describe('writeRoutes', () => {
  it('has a route without servers for a service that is scaled to 0, none for one that is no part', () => {
    writeRoutes(stackOf(), folder, () => [])
    expect(servers()['user-service']).toEqual({ urls: [], isChecked: true })
    const others = stackOf().components.filter(({ name }) => name !== 'user-service')
    writeRoutes({ ...stackOf(), components: others }, folder, hosts)
    expect(Object.keys(servers())).toEqual(['notification-service'])
  })

  it('does not ask the image of somebody else for our health check', () => {
    const stack = stackOf({ USER_SERVICE_IMAGE: 'somebody/user-service:2' })
    writeRoutes(stack, folder, hosts)
    expect(servers()).toMatchObject({
      'user-service': { isChecked: false },
      'notification-service': { isChecked: true },
    })
  })
})
