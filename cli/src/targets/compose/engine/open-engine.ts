import type Dockerode from 'dockerode'
import { MsctlError } from '../../../errors.ts'
import { startDocker } from '../../engine-advice.ts'
import { connection } from './ask-engine.ts'
import { ConnectionLost } from './connection-lost.ts'
import type { EngineEndpoint } from './engine-endpoint.ts'
import { type FoundEngine, findEngine } from './find-engine.ts'

export interface Engine {
  readonly docker: Dockerode
  readonly endpoint: EngineEndpoint
  readonly version: string
}

/** The engine that answers; MSCTL_COULD_NOT_ASK when none does. */
export async function needEngine(signal: AbortSignal): Promise<FoundEngine> {
  const { found, lookedAt } = await findEngine(signal)
  if (found === undefined) throw noEngine(lookedAt)
  return found
}

/** The engine with dockerode, which takes longer to load than most questions take. */
export async function openEngine(finding: Promise<FoundEngine>): Promise<Engine> {
  const [found, { default: Docker }] = await Promise.all([finding, import('dockerode')])
  return { docker: new Docker(connection(found.endpoint)), ...found }
}

export function noEngine(lookedAt: readonly string[]): MsctlError {
  return new MsctlError('MSCTL_COULD_NOT_ASK', 'no Docker engine answers', {
    suggestions: [startDocker, 'docker context ls shows which engine is meant; DOCKER_HOST names another'],
    details: { lookedAt, evidence: lookedAt.map((text) => ({ label: 'asked', text })) },
  })
}

const answerWithinMs = 10_000

/** Asks the engine something: what breaks or takes longer than the limit is MSCTL_COULD_NOT_ASK; what is not there, or has nothing to change, is undefined. */
export async function ask<T>(
  { endpoint }: Engine,
  signal: AbortSignal,
  question: (options: { readonly abortSignal: AbortSignal }) => Promise<T>,
  withinMs = answerWithinMs,
): Promise<T | undefined> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(withinMs)])
  try {
    return await Promise.race([question({ abortSignal: limit }), rejectedBy(limit)])
  } catch (cause) {
    signal.throwIfAborted()
    const { statusCode } = cause as { statusCode?: number }
    // 404: not there; 304: it was so already, as a container that had stopped.
    if (statusCode === 404 || statusCode === 304) return undefined
    throw lostEngine(endpoint, cause)
  }
}

/** Not every question can be called back: its answer is then not waited for. */
function rejectedBy(limit: AbortSignal): Promise<never> {
  return new Promise((_, reject) => limit.addEventListener('abort', () => reject(limit.reason), { once: true }))
}

/** A broken connection as MSCTL_COULD_NOT_ASK; any other error as it is. */
export function asLostEngine(endpoint: EngineEndpoint, error: unknown): unknown {
  return error instanceof ConnectionLost ? lostEngine(endpoint, error) : error
}

export function lostEngine({ url }: EngineEndpoint, cause: unknown): MsctlError {
  const reason = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause)
  return new MsctlError('MSCTL_COULD_NOT_ASK', `the Docker engine at ${url} does not answer: ${reason}`, {
    cause,
    suggestions: ['docker info tells whether it runs', 'once it does: msctl status, and msctl up for what is missing'],
    details: { endpoint: url },
  })
}
