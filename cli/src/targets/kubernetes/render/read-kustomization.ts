import { readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse, parseAllDocuments } from 'yaml'
import { type KubeObject, resourceOf } from '../api/resources.ts'

type Labels = Readonly<Record<string, string>>

/** What of kustomize the manifests use. A test holds the outcome against `kubectl kustomize`. */
interface Kustomization {
  readonly namespace?: string
  readonly resources?: readonly string[]
  readonly generatorOptions?: { readonly disableNameSuffixHash?: boolean; readonly labels?: Labels }
  readonly configMapGenerator?: readonly Generator[]
  readonly secretGenerator?: readonly Generator[]
}

interface Generator {
  readonly name: string
  /** "key=path", or a path whose last part is the key. */
  readonly files?: readonly string[]
  /** Files with lines of NAME=value. */
  readonly envs?: readonly string[]
}

const known = [
  'apiVersion',
  'kind',
  'namespace',
  'resources',
  'generatorOptions',
  'configMapGenerator',
  'secretGenerator',
]

/** The objects that a folder with a kustomization.yaml stands for. Throws for anything in it that this reader does not know. */
export function readKustomization(folder: string): readonly KubeObject[] {
  const file = join(folder, 'kustomization.yaml')
  const content = parse(readFileSync(file, 'utf8')) as Kustomization
  const strange = Object.keys(content).filter((field) => !known.includes(field))
  if (strange.length > 0) throw new Error(`${file}: ${strange.join(', ')} is nothing that msctl reads`)
  const objects = [
    ...(content.resources ?? []).flatMap((name) => readResource(join(folder, name))),
    ...(content.configMapGenerator ?? []).map((one) => configMap(one, content, folder)),
    ...(content.secretGenerator ?? []).map((one) => secret(one, content, folder)),
  ]
  return content.namespace === undefined ? objects : objects.map((one) => inNamespace(one, content.namespace ?? ''))
}

function readResource(path: string): readonly KubeObject[] {
  if (statSync(path).isDirectory()) return readKustomization(path)
  return parseAllDocuments(readFileSync(path, 'utf8')).map((document) => document.toJS() as KubeObject)
}

/** The same object in that namespace; the namespace itself is renamed. */
export function inNamespace(object: KubeObject, namespace: string): KubeObject {
  if (object.kind === 'Namespace') return { ...object, metadata: { ...object.metadata, name: namespace } }
  if (!resourceOf(object.kind).isNamespaced) return object
  return { ...object, metadata: { ...object.metadata, namespace } }
}

function configMap(generator: Generator, content: Kustomization, folder: string): KubeObject {
  const data = Object.fromEntries(entriesOf(generator, folder).map(([key, value]) => [key, value.toString('utf8')]))
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadataOf(generator, content, folder), data }
}

function secret(generator: Generator, content: Kustomization, folder: string): KubeObject {
  const data = Object.fromEntries(entriesOf(generator, folder).map(([key, value]) => [key, value.toString('base64')]))
  return { apiVersion: 'v1', kind: 'Secret', metadata: metadataOf(generator, content, folder), type: 'Opaque', data }
}

function metadataOf({ name }: Generator, { generatorOptions }: Kustomization, folder: string) {
  if (!generatorOptions?.disableNameSuffixHash) throw new Error(`${folder}: generated names with a hash are not read`)
  return { name, ...(generatorOptions.labels && { labels: generatorOptions.labels }) }
}

function entriesOf({ files = [], envs = [] }: Generator, folder: string): readonly (readonly [string, Buffer])[] {
  return [
    ...envs.flatMap((path) => readEnv(join(folder, path))),
    ...files.map((entry) => {
      const at = entry.indexOf('=')
      const path = entry.slice(at + 1)
      return [at > 0 ? entry.slice(0, at) : basename(path), readFileSync(join(folder, path))] as const
    }),
  ]
}

/** As kustomize reads it: what follows the first = is the value, quotes included. */
function readEnv(path: string): readonly (readonly [string, Buffer])[] {
  return readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.trimStart())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const at = line.indexOf('=')
      return [line.slice(0, at), Buffer.from(line.slice(at + 1))] as const
    })
}
