import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'

/**
 * Tells the machine of a profile from a later one of the same name: the SSH key that Minikube makes with a machine and removes with it, as
 * a hash. It can be read while the machine is stopped. Undefined where none was made yet, and of drivers that make none.
 */
export function machineKey(profile: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  try {
    const key = readFileSync(join(minikubeHome(env), 'machines', profile, 'id_rsa.pub'))
    return createHash('sha256').update(key).digest('hex')
  } catch {
    return undefined
  }
}

/** As minikube finds it (pkg/minikube/localpath). */
function minikubeHome({ MINIKUBE_HOME: named, HOME: home = homedir() }: NodeJS.ProcessEnv): string {
  if (!named) return join(home, '.minikube')
  return basename(named) === '.minikube' ? named : join(named, '.minikube')
}
