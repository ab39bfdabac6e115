import { join } from 'node:path'
import { type ComponentName, componentNames } from '../../../src/stack/components.ts'
import { createStack } from '../../../src/stack/create-stack.ts'
import { resolveSettings } from '../../../src/stack/settings.ts'
import { componentOf, type Stack } from '../../../src/stack/stack.ts'
import type { LocalContext, LocalServer } from '../../../src/targets/local/local-context.ts'
import type { LocalParts } from '../../../src/targets/local/local-parts.ts'
import type { ProcessSpec } from '../../../src/targets/local/process-spec.ts'
import type { ToolLookup, ToolName } from '../../../src/targets/local/tools/tool.ts'
import { freePort } from './small-stack.ts'

const kept: readonly ComponentName[] = ['mysql', 'user-service', 'prometheus', 'adminer']

/** Four components on free ports. */
export async function smallStack(name = 'small'): Promise<Stack> {
  const ports = await Promise.all(['MYSQL_PORT', 'USER_SERVICE_PORT', 'PROMETHEUS_PORT', 'ADMINER_PORT'].map(namedPort))
  return createStack({
    settings: resolveSettings({ env: { MSCTL_NAME: name, ...Object.fromEntries(ports) }, folder: import.meta.dirname }),
    without: componentNames.filter((component) => !kept.includes(component)),
  })
}

async function namedPort(name: string): Promise<readonly [string, string]> {
  return [name, String(await freePort())]
}

export interface SmallParts extends LocalParts {
  /** Manners of small-server.mjs by component, for the next start. */
  readonly manners: Partial<Record<ComponentName, readonly string[]>>
  /** Tools that are not there. */
  readonly missing: Set<ToolName>
  /** What was routed to, one entry for each time that routes were written. */
  readonly routes: (readonly number[])[]
  prepareMs: number
}

/** Small servers in the place of the real ones. */
export function smallParts(): SmallParts {
  const serverOf = (name: ComponentName): LocalServer => ({
    tools: () => toolsOf(name),
    prepare: (context) => prepare(name, context, parts),
  })
  const parts: SmallParts = {
    manners: {},
    missing: new Set(),
    routes: [],
    prepareMs: 0,
    servers: {
      mysql: serverOf('mysql'),
      zookeeper: serverOf('zookeeper'),
      kafka: serverOf('kafka'),
      'user-service': serverOf('user-service'),
      'notification-service': serverOf('notification-service'),
      traefik: serverOf('traefik'),
      prometheus: serverOf('prometheus'),
      grafana: serverOf('grafana'),
      adminer: serverOf('adminer'),
    },
    findTools: async (_folders, names) => new Map(names.map((name) => [name, lookup(name, parts.missing)])),
    writeRoutes: async ({ servicePorts }) => {
      parts.routes.push(servicePorts['user-service'] ?? [])
    },
  }
  return parts
}

function toolsOf(name: ComponentName): readonly ToolName[] {
  return name === 'mysql' || name === 'prometheus' || name === 'adminer' ? [name] : []
}

function lookup(name: ToolName, missing: ReadonlySet<ToolName>): ToolLookup {
  return missing.has(name)
    ? { name, found: false, reason: 'not found', fix: `msctl setup ${name}` }
    : { name, found: true, version: '1.0.0', origin: 'path', path: process.execPath, parts: {}, env: {} }
}

async function prepare(name: ComponentName, context: LocalContext, parts: SmallParts): Promise<readonly ProcessSpec[]> {
  const { stack, stateFolder, servicePorts, run } = context
  await new Promise((resolve, reject) => {
    run.signal.addEventListener('abort', () => reject(run.signal.reason), { once: true })
    setTimeout(resolve, parts.prepareMs)
  })
  const own = componentOf(stack, name)?.ports ?? {}
  const [portName = 'tcp'] = Object.keys(own)
  const ports = servicePorts[name] ?? Object.values(own)
  return ports.map((port, index): ProcessSpec => {
    const id = servicePorts[name] ? `${name}-${index + 1}` : name
    return {
      id,
      component: name,
      replica: index + 1,
      version: '1.0.0',
      argv: [
        process.execPath,
        join(import.meta.dirname, 'small-server.mjs'),
        String(port),
        ...(parts.manners[name] ?? []),
      ],
      env: {},
      cwd: import.meta.dirname,
      ports: { [portName]: port },
      logFile: join(stateFolder, 'logs', `${id}.log`),
      gates: [],
      started: { kind: 'tcp', host: '127.0.0.1', port },
      stopSignal: 'SIGTERM',
      stopGraceMs: 2000,
    }
  })
}
