import type Dockerode from 'dockerode'
import { MsctlError } from '../../../errors.ts'
import { connection } from './ask-engine.ts'
import type { EngineEndpoint } from './engine-endpoint.ts'
import { findEngine } from './find-engine.ts'

export interface Engine {
  readonly docker: Dockerode
  readonly endpoint: EngineEndpoint
  readonly version: string
}

/** Opens the engine that answers; MSCTL_COULD_NOT_ASK when none does. */
export async function openEngine(signal: AbortSignal): Promise<Engine> {
  const { found, lookedAt } = await findEngine(signal)
  if (found === undefined) throw noEngine(lookedAt)
  const { default: Docker } = await import('dockerode')
  return { docker: new Docker(connection(found.endpoint)), ...found }
}

export function noEngine(lookedAt: readonly string[]): MsctlError {
  return new MsctlError('MSCTL_COULD_NOT_ASK', 'no Docker engine answers', {
    suggestions: [
      'start Docker Desktop, or: sudo systemctl start docker',
      'docker context ls shows which engine is meant; DOCKER_HOST names another',
    ],
    details: { lookedAt, evidence: lookedAt.map((text) => ({ label: 'asked', text })) },
  })
}

const answerWithinMs = 10_000

/** Asks the engine something: what breaks or takes longer than 10 s is MSCTL_COULD_NOT_ASK; what is not there is undefined. */
export async function ask<T>(
  { endpoint }: Engine,
  signal: AbortSignal,
  question: (options: { readonly abortSignal: AbortSignal }) => Promise<T>,
): Promise<T | undefined> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)])
  try {
    return await Promise.race([question({ abortSignal: limit }), rejectedBy(limit)])
  } catch (cause) {
    signal.throwIfAborted()
    if ((cause as { statusCode?: number }).statusCode === 404) return undefined
    throw lostEngine(endpoint, cause)
  }
}

/** Not every question can be called back: its answer is then not waited for. */
function rejectedBy(limit: AbortSignal): Promise<never> {
  return new Promise((_, reject) => limit.addEventListener('abort', () => reject(limit.reason), { once: true }))
}

export function lostEngine({ url }: EngineEndpoint, cause: unknown): MsctlError {
  const reason = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause)
  return new MsctlError('MSCTL_COULD_NOT_ASK', `the Docker engine at ${url} does not answer: ${reason}`, {
    cause,
    suggestions: ['docker info tells whether it runs', 'once it does: msctl status, and msctl up for what is missing'],
    details: { endpoint: url },
  })
}
