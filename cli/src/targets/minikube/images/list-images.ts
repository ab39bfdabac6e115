import type { Run } from '../../../lib/run.ts'
import { minikube } from '../minikube-cli.ts'

/** Ids of the profile's images by name, as names are given: without the registry that a name without one means. */
export async function listImages(profile: string, run: Run): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await minikube(profile, ['image', 'ls', '--format', 'json'], run, { isQuestion: true })
  return imagesIn(stdout)
}

interface Listed {
  readonly id: string
  readonly repoTags?: readonly string[] | null
}

export function imagesIn(stdout: string): ReadonlyMap<string, string> {
  try {
    const images = JSON.parse(stdout) as readonly Listed[]
    return new Map(images.flatMap(({ id, repoTags }) => (repoTags ?? []).map((tag) => [shortName(tag), id] as const)))
  } catch {
    return new Map()
  }
}

function shortName(tag: string): string {
  return tag.replace(/^docker\.io\/(library\/)?/, '')
}
