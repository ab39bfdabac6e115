import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { reachableHost } from '../../../stack/addresses.ts'
import { componentOf } from '../../../stack/stack.ts'
import type { LocalContext } from '../local-context.ts'
import type { Gate, ProcessSpec } from '../process-spec.ts'
import { foundTool } from './found-tool.ts'
import { javaArguments } from './java-arguments.ts'
import { processEnvironment } from './process-environment.ts'
import { dataFolder, logFile } from './server-files.ts'

export function kafkaPort({ stack }: LocalContext): number {
  const port = componentOf(stack, 'kafka')?.ports.kafka
  if (port === undefined) throw new Error('the stack has no kafka')
  return port
}

/** The broker's process, the same for both lines but for the jars. */
export async function kafkaProcess(
  context: LocalContext,
  tool: 'kafka' | 'kafka-kraft',
  config: string,
  gates: readonly Gate[],
): Promise<ProcessSpec> {
  const jars = foundTool(context, tool)
  const data = dataFolder(context, 'kafka')
  const port = kafkaPort(context)
  return {
    id: 'kafka',
    component: 'kafka',
    replica: 1,
    version: jars.version,
    argv: await kafkaJava(context, tool, 'kafka.Kafka', [config]),
    env: processEnvironment(),
    cwd: data,
    ports: { kafka: port },
    logFile: logFile(context, 'kafka'),
    gates,
    started: { kind: 'tcp', host: reachableHost(context.stack), port },
    stopSignal: 'SIGTERM',
    stopGraceMs: 20_000,
  }
}

export async function kafkaJava(
  context: LocalContext,
  tool: 'kafka' | 'kafka-kraft',
  mainClass: string,
  args: readonly string[],
): Promise<[string, ...string[]]> {
  const temporaryFolder = join(dataFolder(context, 'kafka'), 'tmp')
  mkdirSync(temporaryFolder, { recursive: true })
  return javaArguments({
    java: foundTool(context, 'java'),
    jars: foundTool(context, tool),
    name: tool,
    cache: context.folders.cache,
    heapMegabytes: 384,
    temporaryFolder,
    mainClass,
    args,
  })
}
