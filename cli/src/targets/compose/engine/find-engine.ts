import { askEngine } from './ask-engine.ts'
import { type EngineEndpoint, engineEndpoints } from './engine-endpoint.ts'

export interface FoundEngine {
  readonly endpoint: EngineEndpoint
  readonly version: string
}

export interface EngineSearch {
  readonly found?: FoundEngine
  /** What was asked in vain, and why: "/var/run/docker.sock (connect ENOENT …)". */
  readonly lookedAt: readonly string[]
}

/** The first engine that answers. */
export async function findEngine(signal: AbortSignal, env: NodeJS.ProcessEnv = process.env): Promise<EngineSearch> {
  const lookedAt: string[] = []
  for (const endpoint of engineEndpoints(env)) {
    try {
      const { Version } = (await askEngine(endpoint, '/version', signal)) as { readonly Version: string }
      return { found: { endpoint, version: Version }, lookedAt }
    } catch (error) {
      signal.throwIfAborted()
      lookedAt.push(describe(endpoint, error as NodeJS.ErrnoException))
    }
  }
  return { lookedAt }
}

function describe({ url, origin }: EngineEndpoint, { code, message }: NodeJS.ErrnoException): string {
  const why = code === 'ENOENT' ? 'not there' : code === 'EACCES' ? 'this user may not' : (code ?? message)
  return origin === url.replace('unix://', '') ? `${origin}: ${why}` : `${origin} ${url}: ${why}`
}
