import { join } from 'node:path'
import { packageRoot } from '../../../src/lib/folders.ts'
import { readKustomization } from '../../../src/targets/kubernetes/render/read-kustomization.ts'

// biome-ignore lint/suspicious/noExplicitAny: an object as Kubernetes has it
export type Manifest = any

/** What kubectl makes of a folder of the project, each time anew. */
export function readManifests(folder: string): readonly Manifest[] {
  return structuredClone(readKustomization(join(packageRoot(), folder)))
}
