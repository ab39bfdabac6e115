import { parseEnv } from 'node:util'
import { parseAllDocuments } from 'yaml'
import { readProjectFile, readYaml } from '../project-files.ts'

// biome-ignore lint/suspicious/noExplicitAny: an object as Kubernetes has it
export type Manifest = any

/**
 * What `kubectl kustomize` makes of a folder, as far as the plain files use it: resources and generators, no patches, and
 * the namespace left out. Whatever else stands in a kustomization is an error.
 */
export function kustomize(folder: string): readonly Manifest[] {
  const {
    apiVersion: _,
    kind: __,
    namespace: ___,
    resources = [],
    generatorOptions,
    configMapGenerator = [],
    secretGenerator = [],
    ...others
  } = readYaml(`${folder}/kustomization.yaml`)
  if (Object.keys(others).length > 0) throw new Error(`${folder}: not known here: ${Object.keys(others)}`)
  const generated = (kind: string) => (generator: Generator) => ({
    apiVersion: 'v1',
    kind,
    metadata: { name: generator.name, labels: generatorOptions.labels },
    data: generate(folder, generator),
  })
  return [
    ...resources.flatMap((resource: string) => readResource(join(folder, resource))),
    ...configMapGenerator.map(generated('ConfigMap')),
    ...secretGenerator.map(generated('Secret')),
  ]
}

interface Generator {
  readonly name: string
  readonly files?: readonly string[]
  readonly envs?: readonly string[]
}

/** `files` by name or as key=path; `envs` line by line. */
function generate(folder: string, { files = [], envs = [] }: Generator): Readonly<Record<string, string>> {
  const fromFiles = files.map((file) => {
    const [, key, path = file] = /^(?:(.*?)=)?(.*)$/.exec(file) ?? []
    return [key ?? path.slice(path.lastIndexOf('/') + 1), readProjectFile(`${folder}/${path}`)]
  })
  const fromEnvs = envs.map((file) => parseEnv(readProjectFile(`${folder}/${file}`)) as Record<string, string>)
  return Object.assign({}, Object.fromEntries(fromFiles), ...fromEnvs)
}

function readResource(path: string): readonly Manifest[] {
  return path.endsWith('.yaml') ? parseManifests(readProjectFile(path)) : kustomize(path)
}

export function parseManifests(text: string): readonly Manifest[] {
  return parseAllDocuments(text).map((document) => {
    if (document.errors[0]) throw document.errors[0]
    return document.toJS()
  })
}

/** `../` at the beginning of a resource leads out of its folder. */
function join(folder: string, resource: string): string {
  return resource.startsWith('../')
    ? join(folder.slice(0, folder.lastIndexOf('/')), resource.slice(3))
    : `${folder}/${resource}`
}
