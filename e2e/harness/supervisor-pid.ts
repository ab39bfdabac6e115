import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sandbox } from './sandbox.ts'

export function supervisorPid(sandbox: Sandbox): number {
  const name = sandbox.env.MSCTL_NAME ?? 'microservices'
  const file = join(sandbox.folder, 'state', 'msctl', name, 'supervisor.json')
  return JSON.parse(readFileSync(file, 'utf8')).supervisor.pid
}
