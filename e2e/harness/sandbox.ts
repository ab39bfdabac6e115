import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { catalogue, componentNames } from '../../cli/src/stack/components.ts'
import { removeNamespace } from './cluster.ts'
import { removeProject } from './docker.ts'

/** State, sockets and ports of a test's own; the cache of fetched servers is the user's. */
export interface Sandbox extends AsyncDisposable {
  readonly folder: string
  /** A working folder without a `.env`. */
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  /** Of the stack: an engine or a cluster knows no folders, so there it is the sandbox's own. */
  readonly name: string
  readonly portOffset: number
  /** Host port of a component's port by name, offset applied. */
  port(component: keyof typeof catalogue, name: string): number
}

export async function openSandbox(target = 'local'): Promise<Sandbox> {
  // Database servers drop root: they must be able to enter.
  const folder = mkdtempSync(join(tmpdir(), 'msctl-e2e-'))
  chmodSync(folder, 0o755)
  const cwd = join(folder, 'work')
  mkdirSync(cwd)
  const portOffset = await freeOffset()
  const name = target === 'local' ? 'microservices' : `msctl-e2e-${portOffset}`
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('MSCTL_') && !name.endsWith('_PORT'),
  )
  return {
    folder,
    cwd,
    name,
    portOffset,
    env: {
      ...Object.fromEntries(inherited),
      // Where tests run decides over no sign that is printed.
      LC_ALL: 'C.UTF-8',
      XDG_STATE_HOME: join(folder, 'state'),
      MSCTL_RUNTIME_DIR: join(folder, 'run'),
      MSCTL_PORT_OFFSET: String(portOffset),
      MSCTL_TARGET: target,
      MSCTL_NAME: name,
      // A stack of the same name on an engine would be in the way.
      ...(target === 'local' && { DOCKER_HOST: `unix://${join(folder, 'no-engine.sock')}` }),
      // Its image cannot be had everywhere, and one component less needs no other test.
      ...(target !== 'local' && { MSCTL_WITHOUT: 'grafana' }),
    },
    port: (component, name) => (catalogue[component].ports[name] ?? 0) + portOffset,
    [Symbol.asyncDispose]: async () => {
      if (target === 'compose') await removeProject(name)
      if (target === 'kubernetes' || target === 'minikube') await removeNamespace(name)
      if (existsSync(folder)) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Two sandboxes may be open before either has started anything. */
const given = new Set<number>()

/**
 * An offset at which every port of the stack is free; a random start keeps test runs beside each other apart. All stay below 32768, from
 * where systems take ports for outgoing connections.
 */
async function freeOffset(): Promise<number> {
  const ports = componentNames.flatMap((name) => Object.values(catalogue[name].ports))
  for (let attempt = 0; attempt < 50; attempt++) {
    const offset = 10_000 + Math.floor(Math.random() * 135) * 100
    const free = await Promise.all(ports.map((port) => isFree(port + offset)))
    if (free.every(Boolean) && !given.has(offset)) {
      given.add(offset)
      return offset
    }
  }
  throw new Error('no block of free ports found')
}

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
