import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { execa } from 'execa'
import { packageRoot } from '../../cli/src/lib/folders.ts'
import { createStack } from '../../cli/src/stack/create-stack.ts'
import { defaultSettings } from '../../cli/src/stack/settings.ts'
import type { Sandbox } from './sandbox.ts'

/** kubectl in the namespace of a stack; throws with what it said where it fails. */
export async function kubectl(namespace: string, ...args: readonly string[]): Promise<string> {
  return (await execa('kubectl', ['--namespace', namespace, ...args])).stdout
}

/** Applies objects that are no part of the stack. */
export async function applyObjects(namespace: string, ...objects: readonly object[]): Promise<void> {
  const list = { apiVersion: 'v1', kind: 'List', items: objects }
  await execa('kubectl', ['--namespace', namespace, 'apply', '-f', '-'], { input: JSON.stringify(list) })
}

/** What there still is of a namespace. */
export async function namespaceLeftovers(namespace: string): Promise<readonly string[]> {
  const { failed } = await execa('kubectl', ['get', 'namespace', namespace], { reject: false })
  return failed ? [] : [`namespace ${namespace}`]
}

/** Removes a namespace with all that is in it, whoever made it: what a test that failed left. */
export async function removeNamespace(namespace: string): Promise<void> {
  await execa('kubectl', ['delete', 'namespace', namespace, '--ignore-not-found', '--timeout', '120s'], {
    reject: false,
  })
}

/** As the manifests make it, but open for pods of every kind. */
export function ourNamespace(name: string): object {
  const labels = { 'app.kubernetes.io/part-of': 'msctl', 'app.kubernetes.io/managed-by': 'msctl' }
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }
}

/** The claim of a component bound to a volume that its program cannot write to, or that only a certain node has. Removed with removeVolume(). */
export function boundClaim(
  component: string,
  volumeName: string,
  { onlyOnNode }: { readonly onlyOnNode?: string } = {},
): readonly object[] {
  const labels = { 'app.kubernetes.io/part-of': 'msctl', 'app.kubernetes.io/name': component }
  const common = { accessModes: ['ReadWriteOnce'], storageClassName: '' }
  const storage = '2Gi'
  const match = { key: 'kubernetes.io/hostname', operator: 'In', values: [onlyOnNode] }
  const nodeAffinity = onlyOnNode && { required: { nodeSelectorTerms: [{ matchExpressions: [match] }] } }
  return [
    {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: volumeName },
      spec: { ...common, capacity: { storage }, hostPath: { path: '/usr' }, ...(nodeAffinity && { nodeAffinity }) },
    },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: `${component}-data`, labels },
      spec: { ...common, volumeName, resources: { requests: { storage } } },
    },
  ]
}

export async function removeVolume(name: string): Promise<void> {
  await execa('kubectl', ['delete', 'persistentvolume', name, '--wait=false'])
}

/**
 * `kubectl apply -k` of the packaged manifests, and `kubectl rollout status` of all: but for Grafana, whose image cannot be had everywhere,
 * and in a namespace of the sandbox's own.
 */
export async function applyWithKubectl({ folder, name }: Pick<Sandbox, 'folder' | 'name'>): Promise<void> {
  const own = join(folder, 'k8s')
  mkdirSync(own)
  const { components } = createStack({ settings: defaultSettings(), without: ['grafana'] })
  const parts = ['namespace', ...components.map((one) => one.name)]
  const resources = parts.map((part) => relative(own, join(packageRoot(), 'k8s', part)))
  writeFileSync(join(own, 'kustomization.yaml'), JSON.stringify({ namespace: name, resources }))
  const applied = await kubectl(name, 'apply', '-k', own, '-o', 'name')
  const workloads = applied.split('\n').filter((one) => /^(deployment|statefulset)/.test(one))
  for (const workload of workloads) await kubectl(name, 'rollout', 'status', workload, '--timeout', '180s')
}
