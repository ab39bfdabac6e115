import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { parse } from 'yaml'

/** The files that kubectl would read and that are there, in its order: those of KUBECONFIG, else ~/.kube/config. */
export function kubeconfigFiles(env: NodeJS.ProcessEnv = process.env): readonly string[] {
  const named = env.KUBECONFIG?.split(delimiter).filter(Boolean) ?? []
  const files = named.length > 0 ? named : [join(env.HOME ?? homedir(), '.kube/config')]
  return files.filter((file) => existsSync(file))
}

/** The context that kubectl would take: the first file that names one decides. Undefined where none does, or a file cannot be read. */
export function currentContext(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return kubeconfigFiles(env)
    .map((file) => readKubeconfig(file)['current-context'])
    .find((context) => typeof context === 'string' && context !== '')
}

/** Whether any of the files has a context of that name; one that cannot be read has none. */
export function hasContext(name: string, env: NodeJS.ProcessEnv = process.env): boolean {
  return kubeconfigFiles(env)
    .flatMap((file) => readKubeconfig(file).contexts ?? [])
    .some((context) => context?.name === name)
}

interface Kubeconfig {
  readonly 'current-context'?: string
  readonly contexts?: readonly { readonly name?: string }[]
}

/** Whoever needs the file says what is wrong with it. */
function readKubeconfig(file: string): Kubeconfig {
  try {
    return parse(readFileSync(file, 'utf8')) ?? {}
  } catch {
    return {}
  }
}
