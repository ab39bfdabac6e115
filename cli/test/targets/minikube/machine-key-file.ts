import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { vi } from 'vitest'

/** Minikube's home is in this folder from now on; a machine of that profile is there, which another text makes another one. */
export function writeMachineKey(folder: string, profile: string, text: string): void {
  useMinikubeHome(folder)
  const machine = join(folder, '.minikube', 'machines', profile)
  mkdirSync(machine, { recursive: true })
  writeFileSync(join(machine, 'id_rsa.pub'), text)
}

export function useMinikubeHome(folder: string): void {
  vi.stubEnv('MINIKUBE_HOME', folder)
}
