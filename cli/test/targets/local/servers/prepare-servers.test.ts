import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { packageRoot } from '../../../../src/lib/folders.ts'
import type { ComponentName } from '../../../../src/stack/components.ts'
import type { LocalContext } from '../../../../src/targets/local/local-context.ts'
import { classDataArchive } from '../../../../src/targets/local/servers/java-arguments.ts'
import { servers } from '../../../../src/targets/local/servers/prepare-servers.ts'
import { openTempFolder } from '../../../temp-folder.ts'
import { stackOf } from '../../../test-stack.ts'
import { contextIn } from './test-context.ts'

// mysql and Kafka with KRaft run programs of theirs to make data folders: e2e/ has them.
const prepared = [
  'zookeeper',
  'kafka',
  'user-service',
  'notification-service',
  'traefik',
  'prometheus',
  'grafana',
  'adminer',
] as const

async function only(component: ComponentName, context: LocalContext) {
  const [spec] = await servers[component].prepare(context)
  if (!spec) throw new Error(`${component} is no process`)
  return spec
}

function read(context: LocalContext, ...path: string[]): string {
  return readFileSync(join(context.stateFolder, 'config', ...path), 'utf8')
}

describe.each(prepared)('%s', (component) => {
  it('is prepared the same way again, within its own folders', async () => {
    using folder = openTempFolder()
    const context = contextIn(folder.path)
    const first = await servers[component].prepare(context)
    expect(await servers[component].prepare(context)).toEqual(first)
    for (const spec of first) {
      expect(spec.component).toBe(component)
      expect(spec.cwd).toBe(join(context.stateFolder, 'data', component))
      expect(spec.logFile).toBe(join(context.stateFolder, 'logs', `${spec.id}.log`))
    }
  })

  it('has no password on its command line or in its files', async () => {
    using folder = openTempFolder()
    const secrets = { MYSQL_PASSWORD: 'hush-1', MYSQL_ROOT_PASSWORD: 'hush-2', GRAFANA_ADMIN_PASSWORD: 'hush-3' }
    const context = contextIn(folder.path, secrets)
    for (const spec of await servers[component].prepare(context)) {
      expect(spec.argv.join(' ')).not.toContain('hush')
      expect(spec.env.MYSQL_ROOT_PASSWORD).toBeUndefined()
    }
    const { execFileSync } = await import('node:child_process')
    const grep = () => execFileSync('grep', ['-rl', 'hush', context.stateFolder], { encoding: 'utf8' })
    expect(grep).toThrow()
  })
})

it('names the tools that the way of coordinating Kafka needs', () => {
  expect(servers.kafka.tools(stackOf())).toEqual(['java', 'kafka'])
  expect(servers.kafka.tools(stackOf({ MSCTL_KAFKA: 'kraft' }))).toEqual(['java', 'kafka-kraft'])
})

it('says which tool is missing, and its fix', async () => {
  using folder = openTempFolder()
  const context = { ...contextIn(folder.path), tools: new Map() }
  await expect(servers.traefik.prepare(context)).rejects.toMatchObject({ code: 'MSCTL_TOOL_MISSING' })
})

it('starts Kafka only when ZooKeeper knows no broker', async () => {
  using folder = openTempFolder()
  const context = contextIn(folder.path, { MSCTL_PORT_OFFSET: '100' })
  const zookeeper = { kind: 'zookeeper', host: '127.0.0.1', port: 2281 }
  expect((await only('zookeeper', context)).started).toEqual(zookeeper)
  expect((await only('kafka', context)).gates).toEqual([{ ...zookeeper, withoutNode: '/brokers/ids/1' }])
  const config = read(context, 'kafka', 'server.properties')
  expect(config).toContain('listeners=PLAINTEXT://127.0.0.1:9192\n')
  expect(config).toContain('zookeeper.session.timeout.ms=6000\n')
  expect(config).toContain('auto.create.topics.enable=false\n')
  expect(read(context, 'zookeeper', 'zoo.cfg')).toContain('4lw.commands.whitelist=ruok,srvr,dump,mntr\n')
})

it('uses a class-data archive of this java, and none of another', async () => {
  using folder = openTempFolder()
  const context = contextIn(folder.path)
  const archive = (java: string) => classDataArchive(context.folders.cache, java, '3.9.2', 'kafka')
  const write = (file: string) => {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, '')
  }
  write(archive('21.0.1'))
  expect((await only('kafka', context)).argv.join(' ')).not.toContain('SharedArchiveFile')
  write(archive('17.0.15'))
  expect((await only('kafka', context)).argv).toContain(`-XX:SharedArchiveFile=${archive('17.0.15')}`)
})

it('starts a process for each replica of a service, told by its environment alone', async () => {
  using folder = openTempFolder()
  const context = contextIn(folder.path, { MYSQL_PASSWORD: 'hush', MSCTL_BIND: '0.0.0.0' })
  const specs = await servers['notification-service'].prepare(context)
  expect(specs.map(({ id, ports }) => [id, ports.http])).toEqual([
    ['notification-service-1', 8001],
    ['notification-service-2', 43_211],
  ])
  expect(specs[1]?.env).toMatchObject({
    HOST: '0.0.0.0',
    PORT: '43211',
    MYSQL_HOST: '127.0.0.1',
    MYSQL_PORT: '3306',
    MYSQL_PASSWORD: 'hush',
    KAFKA_BROKER_URL: '127.0.0.1:9092',
    KAFKA_TOPIC: 'user_events',
  })
  expect(specs[1]?.started).toEqual({ kind: 'http', url: 'http://127.0.0.1:43211/livez' })
})

it('binds every server to the address of the stack', async () => {
  using folder = openTempFolder()
  const context = contextIn(folder.path, { MSCTL_BIND: '192.0.2.7' })
  for (const component of prepared) await servers[component].prepare(context)
  expect(parse(read(context, 'traefik', 'traefik.yml')).entryPoints).toEqual({
    gateway: { address: '192.0.2.7:8081' },
    traefik: { address: '192.0.2.7:8080' },
  })
  expect(read(context, 'zookeeper', 'zoo.cfg')).toContain('clientPortAddress=192.0.2.7\n')
  expect(read(context, 'kafka', 'server.properties')).toContain('listeners=PLAINTEXT://192.0.2.7:9092\n')
  expect((await only('prometheus', context)).argv).toContain('--web.listen-address=192.0.2.7:9090')
  expect((await only('adminer', context)).argv).toContain('192.0.2.7:8082')
  expect((await only('grafana', context)).env.GF_SERVER_HTTP_ADDR).toBe('192.0.2.7')
  expect((await only('user-service', context)).env.HOST).toBe('192.0.2.7')
})

it('gives Prometheus the rules and Grafana the dashboards that other targets have', async () => {
  using folder = openTempFolder()
  const context = contextIn(folder.path, { MSCTL_PORT_OFFSET: '100' })
  await only('prometheus', context)
  await only('grafana', context)
  const root = packageRoot()
  expect(parse(read(context, 'prometheus', 'prometheus.yml')).rule_files).toEqual([
    join(root, 'templates', 'prometheus', 'rules', '*.yml'),
  ])
  const provisioned = (...path: string[]) => parse(read(context, 'grafana', 'provisioning', ...path))
  const shipped = (...path: string[]) => parse(readFileSync(join(root, 'grafana', 'provisioning', ...path), 'utf8'))
  const [source] = shipped('datasources', 'prometheus.yml').datasources
  expect(provisioned('datasources', 'prometheus.yml').datasources).toEqual([
    { ...source, url: 'http://127.0.0.1:9190', jsonData: { timeInterval: '2s' } },
  ])
  const [provider] = shipped('dashboards', 'dashboards.yml').providers
  const path = join(root, 'grafana', 'dashboards')
  expect(provisioned('dashboards', 'dashboards.yml').providers).toEqual([
    { ...provider, options: { ...provider.options, path } },
  ])
})

it('hides the dashboard of a Traefik that was built without pages', async () => {
  using folder = openTempFolder()
  const context = contextIn(folder.path)
  const traefik = context.tools.get('traefik')
  if (!traefik?.found) throw new Error('no traefik')
  const dashboardOf = async (origin: 'path' | 'cache') => {
    await only('traefik', { ...context, tools: new Map([['traefik', { ...traefik, origin }]]) })
    return parse(read(context, 'traefik', 'traefik.yml')).api.dashboard
  }
  expect([await dashboardOf('path'), await dashboardOf('cache')]).toEqual([true, false])
})
