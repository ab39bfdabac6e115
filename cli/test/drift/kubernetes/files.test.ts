import { expect, it } from 'vitest'
import { copies } from '../../../../scripts/copy-to-k8s.ts'
import { catalogue } from '../../../src/stack/components.ts'
import { settingsTable } from '../../../src/stack/settings.ts'
import { gatewayRoutes } from '../../../src/targets/gateway-routes.ts'
import { composeVariables } from '../compose-variables.ts'
import { differences } from '../differences.ts'
import { readProjectFile, readYaml } from '../project-files.ts'
import { decoded } from './kubernetes-containers.ts'
import { type Manifest, readManifests } from './read-manifests.ts'

const manifests = readManifests('k8s')
const find = (kind: string, name: string): Manifest =>
  manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name === name)

it.each(Object.entries(copies))('%s is the same as %s (npm run k8s)', (original, copy) => {
  expect(readProjectFile(copy)).toBe(readProjectFile(original))
})

it('has the routes that every target has, to replicas that take requests', () => {
  const addresses = (name: keyof typeof catalogue) => [`${name}-ready:${catalogue[name].ports.http}`]
  const expected = gatewayRoutes({ addresses, hasServiceEntryPoints: true })
  expect(differences('k8s/traefik/routes.yml', expected, readYaml('k8s/traefik/routes.yml'))).toEqual([])
  for (const [name, { spec }] of ['user-service-ready', 'notification-service-ready'].map((name) => [
    name,
    find('Service', name),
  ])) {
    // An address of its own, so that one that is not ready is left out at once, not when a name is looked up again.
    expect([name, spec.clusterIP, spec.publishNotReadyAddresses]).toEqual([name, undefined, undefined])
  }
})

it('scrapes every replica, ready or not, by the names that prometheus.yml has everywhere', () => {
  for (const { dns_sd_configs = [], static_configs = [] } of readYaml('prometheus.yml').scrape_configs) {
    for (const { names, port } of dns_sd_configs) {
      expect(find('Service', names[0]).spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true })
      expect(find('Service', names[0]).spec.ports).toMatchObject([{ port }])
    }
    for (const target of static_configs.flatMap(({ targets }: Manifest) => targets)) {
      const [name, port] = target.split(':')
      if (name !== 'localhost')
        expect(find('Service', name).spec.ports.map(({ port }: Manifest) => port)).toContain(Number(port))
    }
  }
})

it('puts files where their programs look for them', () => {
  const filesOf = (name: string) =>
    find('Deployment', name).spec.template.spec.volumes.flatMap(({ name: volume, configMap }: Manifest) => {
      if (!configMap) return []
      const container = find('Deployment', name).spec.template.spec.containers[0]
      const { mountPath } = container.volumeMounts.find((mount: Manifest) => mount.name === volume)
      const keys = Object.keys(find('ConfigMap', configMap.name).data)
      const items: readonly Manifest[] = configMap.items ?? keys.map((key) => ({ key, path: key }))
      expect(items.map(({ key }) => key).sort()).toEqual(keys.sort())
      return items.map(({ path }) => `${mountPath}/${path}`)
    })
  const traefik = readYaml('templates/traefik/traefik.yml')
  expect(filesOf('traefik')).toEqual(['/etc/traefik/traefik.yml', `${traefik.providers.file.directory}/routes.yml`])
  expect(filesOf('prometheus')).toEqual(['/etc/prometheus/prometheus.yml', '/etc/prometheus/rules/alerts.yml'])
  const { path } = readYaml('grafana/provisioning/dashboards/dashboards.yml').providers[0].options
  expect(filesOf('grafana')).toEqual([
    '/etc/grafana/provisioning/datasources/prometheus.yml',
    '/etc/grafana/provisioning/dashboards/dashboards.yml',
    `${path}/microservices.json`,
    `${path}/pipeline.json`,
  ])
})

it('has the settings and passwords of every target, with their defaults', () => {
  const known = settingsTable.filter(({ name }) => !/^MSCTL_|_(?:PORT|IMAGE|MEMORY)$/.test(name))
  const entries = (secret: boolean) =>
    known.flatMap((setting) => (setting.isSecret === secret ? [[setting.name, setting.default]] : []))
  const ofCompose = composeVariables(readProjectFile('templates/compose.yaml'))
    .filter(({ name }) => name === 'LOG_LEVEL' || name === 'GROUP_COMMIT_WINDOW_MS')
    .map((variable) => [variable.name, variable.default])
  const secrets = Object.entries<string>(find('Secret', 'passwords').data)
  const passwords = Object.fromEntries(secrets.map(([name, value]) => [name, decoded(value)]))
  const settings = Object.fromEntries([...entries(false), ...ofCompose])
  expect(differences('settings.env', settings, find('ConfigMap', 'settings').data)).toEqual([])
  expect(differences('passwords.env', Object.fromEntries(entries(true)), passwords)).toEqual([])
})
