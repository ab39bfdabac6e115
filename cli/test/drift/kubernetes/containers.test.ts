import { expect, it } from 'vitest'
import { mergeCompose } from '../describe-compose.ts'
import { differences } from '../differences.ts'
import { readYaml } from '../project-files.ts'
import { composeContainers } from './compose-containers.ts'
import { justifiedDifferences, justifiedWithZookeeper, withDifferences } from './justified-differences.ts'
import { kubernetesContainers } from './kubernetes-containers.ts'
import { type Manifest, readManifests } from './read-manifests.ts'

const compose = readYaml('templates/compose.yaml')
const kraft = mergeCompose(compose, readYaml('templates/compose.kraft.yaml'))
const expected = withDifferences(composeContainers(compose), justifiedWithZookeeper)

it('runs each component as Compose does: image, command, environment, memory, volumes, probes', () => {
  expect(differences('k8s/', expected, kubernetesContainers(readManifests('k8s')))).toEqual([])
})

it('runs Kafka without ZooKeeper as Compose does', () => {
  const expected = withDifferences(composeContainers(kraft), justifiedDifferences)
  const found = kubernetesContainers(readManifests('k8s/overlays/kraft'))
  expect(differences('k8s/overlays/kraft', expected, found)).toEqual([])
})

it.each<[string, string, (container: Manifest, pod: Manifest) => void, string]>([
  ['another image', 'mysql', (container) => Object.assign(container, { image: 'mysql:9' }), 'mysql.image is "mysql:9"'],
  ['a variable', 'user-service', (container) => container.env.pop(), 'user-service.environment.PORT is missing'],
  ['an argument', 'prometheus', (container) => container.args.pop(), 'prometheus.command is ["--config'],
  [
    'a limit',
    'grafana',
    ({ resources }) => Object.assign(resources.limits, { memory: '1Gi' }),
    'grafana.memory is 1024',
  ],
  [
    'a probe',
    'traefik',
    ({ startupProbe }) => Object.assign(startupProbe.httpGet, { path: '/' }),
    'traefik.probe.asks is',
  ],
  ['a volume', 'kafka', (container) => container.volumeMounts.pop(), 'kafka.data is []'],
  ['a hurry', 'kafka', (_, pod) => Object.assign(pod, { terminationGracePeriodSeconds: 1 }), 'kafka.stopsWithin is 1'],
])('sees %s', (_, name, change, difference) => {
  const manifests = readManifests('k8s')
  const { spec } = manifests.find(({ kind, metadata }) => /Set|Deployment/.test(kind) && metadata.name === name).spec
    .template
  change(spec.containers[0], spec)
  expect(differences('', expected, kubernetesContainers(manifests)).join('\n')).toContain(difference)
})
