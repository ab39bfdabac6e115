import { chmodSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ComponentName } from '../../../stack/components.ts'
import type { LocalContext } from '../local-context.ts'

/** Made when it is absent; others may enter it whatever the umask, since servers may run as another user. */
export function dataFolder({ stateFolder }: LocalContext, component: ComponentName): string {
  return openFolder(join(stateFolder, 'data', component))
}

/** Made when it is absent, as dataFolder is. */
export function configFolder({ stateFolder }: LocalContext, component: ComponentName): string {
  return openFolder(join(stateFolder, 'config', component))
}

export function logFile({ stateFolder }: LocalContext, id: string): string {
  return join(stateFolder, 'logs', `${id}.log`)
}

/** Makes the folder when it is absent; others may enter it. */
export function openFolder(folder: string): string {
  const first = mkdirSync(folder, { recursive: true, mode: 0o755 })
  if (first !== undefined) {
    for (let path = folder; path.length >= first.length; path = dirname(path)) chmodSync(path, 0o755)
  }
  return folder
}
