import { execa } from 'execa'
import type { Run } from '../../lib/run.ts'
import { startDocker } from '../engine-advice.ts'
import { engineVariables } from './compose-cli.ts'
import { findEngine } from './engine/find-engine.ts'

export interface Availability {
  readonly isUsable: boolean
  /** "no Docker engine answers", "Docker 28.5.2 answers" */
  readonly reason: string
  /** What was asked in vain, and why. */
  readonly lookedAt: readonly string[]
  /** What to do about it; empty when it is usable. */
  readonly fixes: readonly string[]
  /** Of Compose, when it is usable. */
  readonly composeVersion?: string
}

/** Whether a Docker engine answers and the docker command has a Compose that is new enough. */
export async function availability({ signal }: Run): Promise<Availability> {
  const { found, lookedAt } = await findEngine(signal)
  if (found === undefined) {
    return {
      isUsable: false,
      reason: 'no Docker engine answers',
      lookedAt,
      fixes: [startDocker, 'without Docker: msctl up --target local'],
    }
  }
  const { stdout, failed } = await execa('docker', ['compose', 'version', '--short'], {
    env: engineVariables(found.endpoint),
    reject: false,
    cancelSignal: signal,
    timeout: 10_000,
  })
  signal.throwIfAborted()
  const engine = `Docker ${found.version} answers`
  if (!failed && isNewEnough(stdout)) {
    return { isUsable: true, reason: engine, lookedAt, fixes: [], composeVersion: stdout }
  }
  return {
    isUsable: false,
    lookedAt,
    reason: failed ? `${engine}, but docker compose is not installed` : `${engine}, but Compose ${stdout} is too old`,
    fixes: ['https://docs.docker.com/compose/install tells how to get Compose 2.21 or later'],
  }
}

/** "2.40.3-3", "v5.0.1": 2.21 or later. */
export function isNewEnough(version: string): boolean {
  const [, major = '0', minor = '0'] = /^v?(\d+)\.(\d+)/.exec(version.trim()) ?? []
  return Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 21)
}
