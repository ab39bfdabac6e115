import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { kubeconfigFiles } from '../kubernetes/api/kubeconfig-files.ts'

/** Whether a kubeconfig has a context of that name, which is how minikube names the one of a profile. A file that cannot be read has none. */
export function hasContext(name: string, env: NodeJS.ProcessEnv = process.env): boolean {
  return kubeconfigFiles(env).some((file) => contextsIn(file).includes(name))
}

function contextsIn(file: string): readonly string[] {
  try {
    const { contexts } = parse(readFileSync(file, 'utf8')) as {
      readonly contexts?: readonly { readonly name: string }[]
    }
    return (contexts ?? []).map(({ name }) => name)
  } catch {
    return []
  }
}
