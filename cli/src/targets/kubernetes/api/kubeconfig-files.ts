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
  for (const file of kubeconfigFiles(env)) {
    const context = contextIn(file)
    if (context) return context
  }
  return undefined
}

function contextIn(file: string): string | undefined {
  try {
    const found: unknown = parse(readFileSync(file, 'utf8'))?.['current-context']
    return typeof found === 'string' ? found : undefined
  } catch {
    // Whoever needs the file says what is wrong with it.
    return undefined
  }
}
