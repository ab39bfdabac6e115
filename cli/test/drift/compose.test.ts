import { describe, expect, it } from 'vitest'
import { composeVariable, withDefaults } from './compose-variables.ts'
import { composeServices, describeCompose, mergeCompose } from './describe-compose.ts'
import { describeCatalogue, stackLabels } from './described-stack.ts'
import { differences } from './differences.ts'
import { packageVersion, parseYaml, readProjectFile, readYaml } from './project-files.ts'

const text = readProjectFile('templates/compose.yaml')
const plain = parseYaml(text)
const kraft = mergeCompose(plain, readYaml('templates/compose.kraft.yaml'))

const files: readonly [string, typeof plain][] = [
  ['compose.yaml', plain],
  ['compose.kraft.yaml', kraft],
]

it('has the components, ports, dependencies, limits, labels and probes of the catalogue', () => {
  expect(differences('compose.yaml', describeCatalogue(), describeCompose(plain))).toEqual([])
})

it('has them without ZooKeeper where Kafka runs with KRaft', () => {
  expect(differences('compose.kraft.yaml', describeCatalogue(['zookeeper']), describeCompose(kraft))).toEqual([])
})

it.each([
  ['another port', 'MYSQL_PORT:-3306}', 'MYSQL_PORT:-3307}', 'ports.MYSQL_PORT.port is 3307, expected 3306'],
  ['another name', '  adminer:\n', '  phpmyadmin:\n', 'components.adminer.memorySetting is missing'],
  ['no dependency', '    depends_on:\n      zookeeper: { condition: service_healthy }\n', '', 'kafka.dependsOn is []'],
  ['a limit that no setting changes', 'GRAFANA_MEMORY', 'GRAFANA_RAM', 'grafana.memorySetting is "GRAFANA_RAM"'],
  ['a probe that is slow at first', '  start_interval: 500ms\n', '', 'traefik.hasProbe is false, expected true'],
  ['a label', 'part-of: msctl', 'part-of: others', 'kafka.labels.app.kubernetes.io/part-of is "others"'],
])('sees %s', (_, from, to, difference) => {
  expect(text).toContain(from)
  const found = differences('', describeCatalogue(), describeCompose(parseYaml(text.replace(from, to))))
  expect(found.join('\n')).toContain(difference)
})

describe.each(files)('%s', (_, file) => {
  const services = composeServices(file)

  it.each(services)('pins the image of %s, and our own to the version of the package', (_, service) => {
    const [, repository, tag] = /^([\w./-]+):([\w.-]+)$/.exec(composeVariable(service.image).default) ?? []
    if (repository?.startsWith('msctl/')) expect(tag).toBe(packageVersion)
    else expect(tag).toMatch(/^v?\d/)
  })

  it.each(services)('lets %s have no more than it needs', (name, service) => {
    const isOurs = Object.hasOwn(service, 'build')
    expect(service).toMatchObject({
      init: true,
      restart: 'unless-stopped',
      security_opt: ['no-new-privileges:true'],
      stop_grace_period: expect.stringMatching(/^\d+s$/),
      ...(name === 'mysql' ? {} : { cap_drop: ['ALL'] }),
      ...(isOurs ? { read_only: true, pull_policy: expect.stringContaining(':-build}') } : {}),
    })
    expect(service).not.toHaveProperty('container_name')
    expect(JSON.stringify(service)).not.toContain('docker.sock')
    expect(withDefaults(service.mem_limit)).toMatch(/^\d+m$/)
    for (const port of service.ports) expect(withDefaults(port)).toMatch(/^127\.0\.0\.1:\d*:\d+$/)
  })

  it('labels its volumes and its network, and has no volume that nobody uses', () => {
    const used = services.flatMap(([, { volumes = [] }]) => volumes).filter((volume) => typeof volume === 'string')
    expect(Object.keys(file.volumes).sort()).toEqual(used.map((volume) => volume.split(':')[0]).sort())
    const expected = Object.fromEntries(Object.keys(file.volumes).map((volume) => [volume, { labels: stackLabels }]))
    expect(differences('volumes', expected, file.volumes)).toEqual([])
    expect(differences('networks', { default: { labels: stackLabels } }, file.networks)).toEqual([])
  })
})

it('is what the root file includes, with the project folder as its base', () => {
  expect(readYaml('compose.yaml')).toEqual({
    name: 'microservices',
    include: [{ path: 'templates/compose.yaml', project_directory: '.' }],
  })
})
