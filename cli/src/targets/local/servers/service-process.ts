import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../../lib/folders.ts'
import { reachableHost } from '../../../stack/addresses.ts'
import type { ComponentName } from '../../../stack/components.ts'
import type { LocalContext, Prepare } from '../local-context.ts'
import type { ProcessSpec } from '../process-spec.ts'
import { kafkaPort } from './kafka-process.ts'
import { mysqlPort } from './mysql.ts'
import { processEnvironment } from './process-environment.ts'
import { logFile, openFolder } from './server-files.ts'

/** How large V8's space for new objects may get, MB: Node's own 64 are reached only after hundreds of thousands of users. */
export const serviceFlags: readonly string[] = ['--max-semi-space-size=16']

/**
 * One process a replica. They wait for nothing: a service that cannot reach MySQL or Kafka yet tries again by itself,
 * and one that is up when they are costs no time then.
 */
export const prepareService =
  (component: ComponentName): Prepare =>
  async (context) =>
    (context.servicePorts[component] ?? []).map((port, index) => serviceProcess(context, component, index + 1, port))

function serviceProcess(context: LocalContext, component: ComponentName, replica: number, port: number): ProcessSpec {
  const root = packageRoot()
  const id = `${component}-${replica}`
  const host = reachableHost(context.stack)
  return {
    id,
    component,
    replica,
    version: ourVersion(root),
    argv: [process.execPath, ...serviceFlags, join(root, 'dist', 'services', component, 'main.mjs')],
    env: processEnvironment({ NODE_ENV: 'production', ...serviceEnvironment(context, port) }),
    cwd: openFolder(join(context.stateFolder, 'data', component)),
    ports: { http: port },
    logFile: logFile(context, id),
    gates: [],
    started: { kind: 'http', url: `http://${host}:${port}/livez` },
    stopSignal: 'SIGTERM',
    stopGraceMs: 12_000,
  }
}

function serviceEnvironment(context: LocalContext, port: number): Record<string, string> {
  const { stack, folders } = context
  const host = reachableHost(stack)
  return {
    MYSQL_HOST: host,
    MYSQL_PORT: String(mysqlPort(context)),
    MYSQL_DATABASE: stack.database,
    MYSQL_USER: stack.credentials.mysqlUser,
    MYSQL_PASSWORD: stack.credentials.mysqlPassword,
    KAFKA_BROKER_URL: `${host}:${kafkaPort(context)}`,
    KAFKA_TOPIC: stack.topic,
    KAFKA_TOPIC_PARTITIONS: process.env.KAFKA_TOPIC_PARTITIONS ?? '3',
    HOST: stack.bind,
    PORT: String(port),
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
    GROUP_COMMIT_WINDOW_MS: process.env.GROUP_COMMIT_WINDOW_MS ?? '2',
    NODE_COMPILE_CACHE: join(folders.cache, 'node-compile-cache'),
  }
}

function ourVersion(root: string): string {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version
}
