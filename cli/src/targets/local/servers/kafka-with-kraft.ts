import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { MsctlError } from '../../../errors.ts'
import { writeWhole } from '../../../lib/write-whole.ts'
import { reachableHost } from '../../../stack/addresses.ts'
import type { LocalContext, Prepare } from '../local-context.ts'
import { markOf } from '../supervisor/stack-marker.ts'
import { brokerConfig, toProperties } from './broker-config.ts'
import { controllerPort } from './controller-port.ts'
import { writeDataVersion } from './data-version.ts'
import { foundTool } from './found-tool.ts'
import { kafkaJava, kafkaPort, kafkaProcess } from './kafka-process.ts'
import { processEnvironment } from './process-environment.ts'
import { configFolder, dataFolder } from './server-files.ts'

export const prepareKafkaWithKraft: Prepare = async (context) => {
  const config = join(configFolder(context, 'kafka'), 'server.properties')
  const logFolder = join(dataFolder(context, 'kafka'), 'log')
  const port = await controllerPort(context, kafkaPort(context))
  if (!existsSync(logFolder)) await format(context, logFolder, port)
  writeWhole(config, toProperties(kraftConfig(context, logFolder, port)))
  const { version } = foundTool(context, 'kafka-kraft')
  writeDataVersion(context.stateFolder, 'kafka', { product: 'Kafka with KRaft', version })
  return [await kafkaProcess(context, 'kafka-kraft', config, [])]
}

function kraftConfig(context: LocalContext, logFolder: string, port: number): Record<string, string | number> {
  const { bind } = context.stack
  const host = reachableHost(context.stack)
  return {
    'process.roles': 'broker,controller',
    'node.id': 1,
    listeners: `PLAINTEXT://${bind}:${kafkaPort(context)},CONTROLLER://127.0.0.1:${port}`,
    'advertised.listeners': `PLAINTEXT://${host}:${kafkaPort(context)}`,
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.voters': `1@127.0.0.1:${port}`,
    ...brokerConfig(logFolder),
  }
}

/** Formats beside the real folder and renames, so that an interrupted format is done again. */
async function format(context: LocalContext, logFolder: string, port: number): Promise<void> {
  const unfinished = `${logFolder}.new`
  rmSync(unfinished, { recursive: true, force: true })
  const config = join(configFolder(context, 'kafka'), 'format.properties')
  writeWhole(config, toProperties(kraftConfig(context, unfinished, port)))
  const args = ['format', '--cluster-id', newClusterId(), '--config', config]
  const [java, ...rest] = await kafkaJava(context, 'kafka-kraft', 'kafka.tools.StorageTool', args)
  context.run.report('kafka: formatting its storage')
  try {
    // Should msctl be killed meanwhile, the mark lets `down` end what goes on.
    const env = processEnvironment(markOf(context.stateFolder))
    await promisify(execFile)(java, rest, { env, signal: context.run.signal })
  } catch (cause) {
    context.run.signal.throwIfAborted()
    throw new MsctlError('MSCTL_COMPONENT_FAILED', 'kafka could not format its storage', { cause })
  }
  renameSync(unfinished, logFolder)
  rmSync(config)
}

/** 16 bytes in base64, never with a dash in front, which would be taken for an option. */
export function newClusterId(): string {
  const bytes = randomBytes(16)
  bytes[0] = (bytes[0] ?? 0) & 0x7f
  return bytes.toString('base64url')
}
