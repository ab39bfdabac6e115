import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { foldersOf } from '../../cli/src/lib/folders.ts'
import { catalogue } from '../../cli/src/stack/components.ts'
import { brokerConfig, toProperties } from '../../cli/src/targets/local/servers/broker-config.ts'
import { javaArguments } from '../../cli/src/targets/local/servers/java-arguments.ts'
import { newClusterId } from '../../cli/src/targets/local/servers/kafka-with-kraft.ts'
import { processEnvironment } from '../../cli/src/targets/local/servers/process-environment.ts'
import { findTools } from '../../cli/src/targets/local/tools/find-tools.ts'
import type { Sandbox } from './sandbox.ts'

/** Kafka of three brokers with KRaft, each a controller too; two must have what is acknowledged. */
export interface Brokers extends AsyncDisposable {
  readonly addresses: readonly string[]
  /** Starts one, with what it had if it was killed. */
  start(index: number): void
  /** SIGKILL; returns once it has ended. */
  kill(index: number): Promise<void>
}

const count = 3

/** In the folder of the sandbox and on its ports, which nothing else of it may use. */
export async function openBrokers(sandbox: Sandbox): Promise<Brokers> {
  const ports = Object.values(catalogue).flatMap(({ ports }) =>
    Object.values(ports).map((port) => port + sandbox.portOffset),
  )
  const addresses = ports.slice(0, count).map((port) => `127.0.0.1:${port}`)
  const controllers = ports.slice(count, 2 * count).map((port) => `127.0.0.1:${port}`)
  const configs = addresses.map((address, index) => {
    const folder = join(sandbox.folder, `broker-${index}`)
    mkdirSync(folder)
    const file = join(folder, 'server.properties')
    writeFileSync(file, toProperties(configOf(index, address, controllers, join(folder, 'log'))))
    return file
  })
  const java = await findJava(sandbox)
  const clusterId = newClusterId()
  for (const config of configs) {
    const format = ['format', '--cluster-id', clusterId, '--config', config]
    const [program, ...args] = await java('kafka.tools.StorageTool', format)
    await promisify(execFile)(program, args, { env: processEnvironment() })
  }
  const commands = await Promise.all(configs.map((config) => java('kafka.Kafka', [config])))
  const brokers: ChildProcess[] = []
  const start = (index: number) => {
    const command = commands[index]
    if (!command) throw new Error(`there is no broker ${index}`)
    const [program, ...args] = command
    brokers[index] = spawn(program, args, { env: processEnvironment(), stdio: 'ignore' })
  }
  const kill = async (index: number) => {
    const broker = brokers[index]
    if (!broker || broker.exitCode !== null || broker.signalCode !== null) return
    const exited = once(broker, 'exit')
    broker.kill('SIGKILL')
    await exited
  }
  for (const index of configs.keys()) start(index)
  return {
    addresses,
    start,
    kill,
    [Symbol.asyncDispose]: async () => void (await Promise.all(brokers.map((_, index) => kill(index)))),
  }
}

function configOf(index: number, address: string, controllers: readonly string[], logFolder: string) {
  return {
    ...brokerConfig(logFolder),
    'process.roles': 'broker,controller',
    'node.id': index,
    listeners: `PLAINTEXT://${address},CONTROLLER://${controllers[index]}`,
    'advertised.listeners': `PLAINTEXT://${address}`,
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.voters': controllers.map((controller, id) => `${id}@${controller}`).join(),
    'offsets.topic.replication.factor': count,
    'min.insync.replicas': 2,
    // Others lead its partitions while clients still try again, which is when an answer can be missed.
    'broker.session.timeout.ms': 1_500,
    'broker.heartbeat.interval.ms': 300,
  }
}

/** Makes command lines of Kafka's programs. */
async function findJava(sandbox: Sandbox) {
  const folders = foldersOf()
  const tools = await findTools(folders, ['java', 'kafka-kraft'])
  const [java, jars] = [tools.get('java'), tools.get('kafka-kraft')]
  if (!java?.found || !jars?.found) throw new Error('java or Kafka is missing')
  return (mainClass: string, args: readonly string[]) =>
    javaArguments({
      java,
      jars,
      name: 'kafka-kraft',
      cache: folders.cache,
      heapMegabytes: 256,
      temporaryFolder: sandbox.folder,
      mainClass,
      args,
    })
}
