import { type ContainersFacts, type ProbeFacts, shortened } from './container-facts.ts'
import type { Manifest } from './read-manifests.ts'

export const isWorkload = ({ kind }: Manifest): boolean => kind === 'Deployment' || kind === 'StatefulSet'

/** How manifests run each component; what comes from a ConfigMap or Secret is put in its place. */
export function kubernetesContainers(manifests: readonly Manifest[]): ContainersFacts {
  return Object.fromEntries(
    manifests.filter(isWorkload).map((workload) => {
      const { spec } = workload.spec.template
      const [container] = spec.containers
      return [
        workload.metadata.name,
        {
          image: container.image,
          entrypoint: shortened(container.command ?? []),
          command: container.args ?? [],
          environment: environmentOf(container, manifests),
          memory: mebibytes(container.resources.limits.memory),
          data: keptPaths(workload),
          isReadOnly: container.securityContext.readOnlyRootFilesystem,
          stopsWithin: spec.terminationGracePeriodSeconds - (container.lifecycle?.preStop.sleep.seconds ?? 0),
          // The first answer counts as on Compose; readiness and liveness are looked at by themselves.
          probe: { ...probeFacts(container, 'readinessProbe'), asks: probeFacts(container, 'startupProbe').asks },
        },
      ]
    }),
  )
}

export function probeFacts(container: Manifest, kind: string): ProbeFacts {
  const { httpGet, exec, periodSeconds, timeoutSeconds, failureThreshold } = container[kind]
  const command = exec?.command.map((word: string) => word.trim()).join(' ')
  return {
    asks: httpGet ? `GET ${portOf(container, httpGet.port)}${httpGet.path}` : command,
    every: periodSeconds,
    timeout: timeoutSeconds,
    retries: failureThreshold,
  }
}

/** The number of a port by its name. */
export function portOf(container: Manifest, name: string): number {
  const port = container.ports.find((port: Manifest) => port.name === name)
  if (port === undefined) throw new Error(`${container.name} has no port ${name}`)
  return port.containerPort
}

function environmentOf(container: Manifest, manifests: readonly Manifest[]): Readonly<Record<string, string>> {
  const dataOf = (kind: string, name: string) =>
    manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name === name)?.data ?? {}
  const resolve = ({ value, valueFrom }: Manifest): string => {
    const { configMapKeyRef, secretKeyRef, fieldRef } = valueFrom ?? {}
    if (configMapKeyRef) return dataOf('ConfigMap', configMapKeyRef.name)[configMapKeyRef.key] ?? 'not in its ConfigMap'
    if (secretKeyRef) return decoded(dataOf('Secret', secretKeyRef.name)[secretKeyRef.key] ?? '')
    return fieldRef ? fieldRef.fieldPath : value
  }
  return Object.fromEntries((container.env ?? []).map((variable: Manifest) => [variable.name, resolve(variable)]))
}

/** A value of a Secret. */
export function decoded(value: string): string {
  return Buffer.from(value, 'base64').toString('utf8')
}

/** Mounts of what is claimed. */
function keptPaths({ spec }: Manifest): readonly string[] {
  const pod = spec.template.spec
  const claimed = [
    ...(spec.volumeClaimTemplates ?? []).map((claim: Manifest) => claim.metadata.name),
    ...(pod.volumes ?? []).flatMap((volume: Manifest) => (volume.persistentVolumeClaim ? [volume.name] : [])),
  ]
  const mounts: readonly Manifest[] = pod.containers[0].volumeMounts ?? []
  return mounts.flatMap(({ name, mountPath }) => (claimed.includes(name) ? [mountPath] : [])).sort()
}

export function mebibytes(text: string): number {
  const [, number, unit] = /^(\d+)(Mi|Gi)$/.exec(text) ?? []
  if (number === undefined) throw new Error(`"${text}" is neither Mi nor Gi`)
  return Number(number) * (unit === 'Gi' ? 1024 : 1)
}
