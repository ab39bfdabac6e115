import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Outcome } from '../../../src/targets/minikube/minikube-cli.ts'

export interface Recording extends Outcome {
  readonly command: readonly string[]
}

/** What the real program printed in that case. */
export function recording(name: string): Recording {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'recordings', `${name}.json`), 'utf8'))
}

/** For cases that were not recorded: what the program's source prints with `-o json` when it exits with a reason (pkg/minikube/out/out.go, Error). */
export function exitEvent(data: Readonly<Record<string, string>>): Outcome {
  const event = {
    specversion: '1.0',
    type: 'io.k8s.sigs.minikube.error',
    data: { advice: '', issues: '', url: '', ...data },
  }
  return { exitCode: Number(data.exitcode), stdout: `${JSON.stringify(event)}\n`, stderr: '' }
}
