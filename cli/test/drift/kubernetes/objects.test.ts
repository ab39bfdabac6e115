import { describe, expect, it } from 'vitest'
import { catalogue, componentNames } from '../../../src/stack/components.ts'
import { stackLabels } from '../described-stack.ts'
import { differences } from '../differences.ts'
import { readYaml } from '../project-files.ts'
import { isWorkload, portOf } from './kubernetes-containers.ts'
import { type Manifest, readManifests } from './read-manifests.ts'

const manifests = readManifests('k8s')
const services = manifests.filter(({ kind }) => kind === 'Service')
const workloads = manifests.filter(isWorkload)
const nameLabel = 'app.kubernetes.io/name'

it('has a folder and a workload for each component of the catalogue', () => {
  expect(workloads.map(({ metadata }) => metadata.name).sort()).toEqual([...componentNames].sort())
  expect(readYaml('k8s/kustomization.yaml').resources).toEqual(['namespace', ...componentNames])
})

it.each(
  [...manifests, ...readManifests('k8s/overlays/kraft')].map((manifest) => [
    `${manifest.kind} ${manifest.metadata.name}`,
    manifest,
  ]),
)('labels %s', (_, manifest: Manifest) => {
  const { [nameLabel]: component, ...labels } = manifest.metadata.labels
  expect(labels).toMatchObject(stackLabels)
  const isOfAll = ['namespace/microservices', 'configmap/settings', 'secret/passwords'].includes(
    `${manifest.kind.toLowerCase()}/${manifest.metadata.name}`,
  )
  if (isOfAll) expect(component).toBeUndefined()
  else expect(componentNames).toContain(component)
  const selector = { [nameLabel]: component, 'app.kubernetes.io/part-of': 'msctl' }
  if (manifest.kind === 'Service') expect(manifest.spec.selector).toEqual(selector)
  if (!isWorkload(manifest)) return
  expect(manifest.metadata.name).toBe(component)
  expect(manifest.spec.selector.matchLabels).toEqual(selector)
  expect(manifest.spec.template.metadata.labels).toEqual(manifest.metadata.labels)
  for (const claim of manifest.spec.volumeClaimTemplates ?? [])
    expect(claim.metadata.labels).toEqual(manifest.metadata.labels)
})

it('is in the one namespace that the first kustomization names', () => {
  const { namespace } = readYaml('k8s/kustomization.yaml')
  const [first, ...others] = manifests
  expect([first.kind, first.metadata.name]).toEqual(['Namespace', namespace])
  expect(others.filter(({ metadata }) => metadata.namespace !== namespace)).toEqual([])
})

describe('the Services', () => {
  it('have the ports of the catalogue; those of our services are the gateway’s', () => {
    const expected = Object.fromEntries(
      componentNames.flatMap((name) =>
        Object.values(catalogue[name].ports).map((port) => [port, catalogue[name].isService ? 'traefik' : name]),
      ),
    )
    // Kafka has no port on any host here; its Service has one for forwards.
    const found = services
      .filter(
        ({ spec, metadata }) => spec.type === 'NodePort' || /^(mysql|zookeeper|kafka-broker)$/.test(metadata.name),
      )
      .flatMap(({ metadata, spec }) => spec.ports.map(({ port }: Manifest) => [port, metadata.labels[nameLabel]]))
      .filter(([port]) => port !== 29_092)
    expect(differences('ports', expected, Object.fromEntries(found))).toEqual([])
  })

  it('lead to ports that their pods have', () => {
    for (const { metadata, spec } of services) {
      const workload = workloads.find(({ metadata: { name } }) => name === metadata.labels[nameLabel])
      for (const { targetPort } of spec.ports)
        expect(portOf(workload.spec.template.spec.containers[0], targetPort)).toBeTruthy()
    }
  })

  it('leave the numbers of NodePorts to the cluster, so that two stacks live side by side', () => {
    const open = services.filter(({ spec }) => spec.type === 'NodePort').map(({ metadata }) => metadata.name)
    expect(open.sort()).toEqual(['adminer', 'grafana', 'prometheus', 'traefik'])
    expect(JSON.stringify(services)).not.toContain('nodePort')
  })

  it('do not set KAFKA_PORT for anybody', () => {
    expect(services.map(({ metadata }) => metadata.name)).not.toContain('kafka')
  })

  it('give StatefulSets the name that they ask for', () => {
    const names = services.map(({ metadata }) => metadata.name)
    for (const { kind, spec } of workloads) if (kind === 'StatefulSet') expect(names).toContain(spec.serviceName)
  })
})

it('is without Kafka’s partner the same with KRaft', () => {
  const describe = (objects: readonly Manifest[]) =>
    objects
      .filter(({ kind, metadata }) => kind !== 'StatefulSet' || metadata.name !== 'kafka')
      .map((manifest) => JSON.stringify(manifest))
      .filter((text) => !text.includes('"app.kubernetes.io/name":"zookeeper"'))
      .sort()
  expect(describe(readManifests('k8s/overlays/kraft'))).toEqual(describe(manifests))
  expect(JSON.stringify(readManifests('k8s/overlays/kraft').map(({ metadata }) => metadata))).not.toContain('zookeeper')
})
