import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StackOptions } from '../../../../src/stack/create-stack.ts'
import type { LocalContext } from '../../../../src/targets/local/local-context.ts'
import type { FoundTool, ToolName } from '../../../../src/targets/local/tools/tool.ts'
import { quietRun } from '../../../quiet-run.ts'
import { foldersIn } from '../../../temp-folder.ts'
import { stackOf } from '../../../test-stack.ts'

/** What preparation works with, below `folder`, with tools that cannot run. */
export function contextIn(
  folder: string,
  env: Readonly<Record<string, string>> = {},
  options: Omit<StackOptions, 'settings'> = {},
): LocalContext {
  const jars = join(folder, 'jars')
  mkdirSync(jars, { recursive: true })
  for (const name of ['zookeeper-3.8.4.jar', 'kafka_2.13-3.9.2.jar']) writeFileSync(join(jars, name), '')
  return {
    stack: stackOf(env, options),
    folders: foldersIn(folder),
    stateFolder: join(folder, 'state', 'microservices'),
    tools: new Map(
      [
        tool('java', '17.0.15', '/java'),
        tool('kafka', '3.9.2', jars, { zookeeperVersion: '3.8.4' }),
        tool('traefik', '3.6.12', '/traefik'),
        tool('prometheus', '2.42.0', '/prometheus'),
        tool('grafana', '11.0.0', '/grafana', { home: '/usr/share/grafana' }),
        tool('adminer', 'PHP 8.2.36', '/php', { page: '/adminer.php', extensions: '/extensions' }),
      ].map((one) => [one.name, one]),
    ),
    servicePorts: { 'user-service': [8000], 'notification-service': [8001, 43211] },
    run: quietRun(),
  }
}

function tool(name: ToolName, version: string, path: string, parts: Record<string, string> = {}): FoundTool {
  return { name, found: true, version, origin: 'path', path, parts, env: {} }
}
