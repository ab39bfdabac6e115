import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where a Docker engine may listen. */
export interface EngineEndpoint {
  /** unix:///var/run/docker.sock, tcp://host:2376 */
  readonly url: string
  /** "DOCKER_HOST", "context colima", or the path itself: for people who wonder why this one. */
  readonly origin: string
  /** Folder with ca.pem, cert.pem and key.pem. */
  readonly certificates?: string
}

/**
 * The endpoints to ask, in this order: the one that DOCKER_HOST or the Docker context names, and no other; where only the default
 * context holds, the sockets that Docker Desktop, Colima, rootless Docker and Podman are known to make.
 */
export function engineEndpoints(env: NodeJS.ProcessEnv = process.env): readonly EngineEndpoint[] {
  if (env.DOCKER_HOST) {
    const certificates = env.DOCKER_TLS_VERIFY ? (env.DOCKER_CERT_PATH ?? dockerFolder(env)) : undefined
    return [{ url: env.DOCKER_HOST, origin: 'DOCKER_HOST', ...(certificates && { certificates }) }]
  }
  const context = env.DOCKER_CONTEXT || currentContext(env)
  if (context !== undefined && context !== 'default') return [endpointOfContext(context, env)]
  const home = env.HOME ?? homedir()
  const runtime = env.XDG_RUNTIME_DIR
  return [
    '/var/run/docker.sock',
    join(home, '.docker/run/docker.sock'),
    join(home, '.colima/default/docker.sock'),
    ...(runtime ? [join(runtime, 'docker.sock'), join(runtime, 'podman/podman.sock')] : []),
  ].map((path) => ({ url: `unix://${path}`, origin: path }))
}

function dockerFolder(env: NodeJS.ProcessEnv): string {
  return env.DOCKER_CONFIG || join(env.HOME ?? homedir(), '.docker')
}

function currentContext(env: NodeJS.ProcessEnv): string | undefined {
  return readJson<{ currentContext?: string }>(join(dockerFolder(env), 'config.json'))?.currentContext
}

interface ContextMeta {
  readonly Endpoints?: { readonly docker?: { readonly Host?: string } }
}

/** As the docker command keeps it: a folder named after the hash of the context's name. */
function endpointOfContext(name: string, env: NodeJS.ProcessEnv): EngineEndpoint {
  const id = createHash('sha256').update(name).digest('hex')
  const contexts = join(dockerFolder(env), 'contexts')
  const meta = readJson<ContextMeta>(join(contexts, 'meta', id, 'meta.json'))
  const certificates = join(contexts, 'tls', id, 'docker')
  return {
    url: meta?.Endpoints?.docker?.Host ?? '',
    origin: `context ${name}`,
    ...(existsSync(certificates) && { certificates }),
  }
}

function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T
  } catch {
    return undefined
  }
}
