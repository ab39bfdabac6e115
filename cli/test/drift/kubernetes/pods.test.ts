import { describe, expect, it } from 'vitest'
import { parseYaml, readProjectFile } from '../project-files.ts'
import { isWorkload, mebibytes, probeFacts } from './kubernetes-containers.ts'
import { type Manifest, readManifests } from './read-manifests.ts'

const folders = ['k8s', 'k8s/overlays/kraft']
const workloads = folders.flatMap((folder) =>
  readManifests(folder)
    .filter(isWorkload)
    .map((workload): [string, Manifest] => [`${folder}: ${workload.metadata.name}`, workload]),
)

describe.each(workloads)('%s', (_, { kind, metadata, spec }) => {
  const pod = spec.template.spec
  const [container, ...others] = pod.containers
  const isOurs = metadata.name.endsWith('-service')

  it('may do no more than it needs', () => {
    expect(others).toEqual([])
    expect(pod).toMatchObject({
      enableServiceLinks: false,
      automountServiceAccountToken: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: expect.toSatisfy((user: number) => user > 0),
        runAsGroup: expect.toSatisfy((group: number) => group > 0),
        seccompProfile: { type: 'RuntimeDefault' },
      },
    })
    for (const each of [...(pod.initContainers ?? []), container]) {
      expect(each.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: expect.any(Boolean),
        capabilities: { drop: ['ALL'] },
      })
    }
    for (const denied of ['hostNetwork', 'hostPID', 'hostIPC', 'serviceAccountName'])
      expect(pod).not.toHaveProperty(denied)
    expect(JSON.stringify(pod)).not.toMatch(/hostPath|hostPort/)
  })

  it('takes images that are there, by a tag', () => {
    for (const each of [...(pod.initContainers ?? []), container]) {
      expect(each.imagePullPolicy).toBe('IfNotPresent')
      expect(each.image).toMatch(/^[\w./-]+:v?\d[\w.-]*$/)
      // one setting changes both
      expect(each.image).toBe(container.image)
    }
  })

  it('has its memory limited, and asks for no more than that', () => {
    const { requests, limits } = container.resources
    expect(Object.keys(limits)).toEqual(['memory'])
    expect(mebibytes(requests.memory)).toBeLessThan(mebibytes(limits.memory))
  })

  it('is asked often until it has answered once, and then more patiently before it is ended', () => {
    const startup = probeFacts(container, 'startupProbe')
    const readiness = probeFacts(container, 'readinessProbe')
    const liveness = probeFacts(container, 'livenessProbe')
    expect(startup).toMatchObject({ every: 1, timeout: 3 })
    expect(startup.retries).toBeGreaterThanOrEqual(300)
    // One of ours that lacks its database answers that itself.
    expect(readiness.asks).toBe(isOurs ? startup.asks.replace('/readyz', '/livez') : startup.asks)
    expect(liveness.every * liveness.retries).toBeGreaterThanOrEqual(3 * (isOurs ? 10 : 20))
    expect(liveness.timeout).toBeGreaterThan(readiness.timeout)
  })

  it('is replaced without a gap where two can run at a time', () => {
    const claims = (pod.volumes ?? []).some((volume: Manifest) => volume.persistentVolumeClaim)
    if (kind === 'StatefulSet') expect(metadata.name).toMatch(/^(mysql|zookeeper|kafka)$/)
    else if (claims) expect(spec.strategy).toEqual({ type: 'Recreate' })
    else expect(spec.strategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } })
    // Who scales it says how many there are; another apply must not take that back.
    expect(spec).not.toHaveProperty('replicas')
  })
})

it('fits two times into 4 processors and 8 GiB by its requests, and once by its limits', () => {
  const containers = readManifests('k8s')
    .filter(isWorkload)
    .map(({ spec }) => spec.template.spec.containers[0].resources)
  const sum = (amounts: readonly number[]) => amounts.reduce((one, other) => one + other, 0)
  expect(sum(containers.map(({ requests }) => Number(requests.cpu.replace(/m$/, ''))))).toBeLessThan(2_000)
  expect(sum(containers.map(({ requests }) => mebibytes(requests.memory)))).toBeLessThan(4_096)
  expect(sum(containers.map(({ limits }) => mebibytes(limits.memory)))).toBeLessThan(8_192 - 2_048)
})

it('runs our services as the user of their image', () => {
  const [, user, group] = /^USER (\d+):(\d+)$/m.exec(readProjectFile('templates/Dockerfile')) ?? []
  for (const name of ['user-service', 'notification-service']) {
    const { securityContext } = parseYaml(readProjectFile(`k8s/${name}/deployment.yaml`)).spec.template.spec
    expect([securityContext.runAsUser, securityContext.runAsGroup]).toEqual([Number(user), Number(group)])
  }
})
