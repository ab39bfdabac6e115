import { mkdir, rename, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import type { Folders } from '../../../lib/folders.ts'
import type { Run } from '../../../lib/run.ts'
import type { KafkaMode, Stack } from '../../../stack/stack.ts'
import { endMarked } from '../end-orphans.ts'
import type { LocalContext } from '../local-context.ts'
import type { ProcessSpec } from '../process-spec.ts'
import { foundTool } from '../servers/found-tool.ts'
import { classDataArchive } from '../servers/java-arguments.ts'
import { kafkaPort } from '../servers/kafka-process.ts'
import { servers } from '../servers/prepare-servers.ts'
import { markOf } from '../supervisor/stack-marker.ts'
import { findTools } from '../tools/find-tools.ts'
import { exerciseBroker } from './exercise-broker.ts'
import { runBriefly } from './run-briefly.ts'

/**
 * Starts ZooKeeper and Kafka, or Kafka alone, once in a folder of their own, so that their JVMs leave archives of the
 * classes that they had loaded. An archive that does not fit the JVM later on is ignored by it. Only for who holds the lock of setup: what one that
 * was killed left, servers too, is ended and removed first.
 */
export async function trainClassData(mode: KafkaMode, folders: Folders, run: Run): Promise<void> {
  const home = join(folders.cache, 'first-start')
  await endMarked(home)
  await rm(home, { recursive: true, force: true })
  await mkdir(home, { recursive: true, mode: 0o700 })
  try {
    const context = await trainingContext(mode, folders, home, run)
    run.report('starting Kafka once, to make its later starts quick')
    const [kafka] = await servers.kafka.prepare(context)
    const exercise = () => exerciseBroker(kafkaPort(context), run.signal)
    if (mode === 'kraft') {
      await train(context, 'kafka-kraft', kafka, exercise)
    } else {
      const [zookeeper] = await servers.zookeeper.prepare(context)
      await train(context, 'zookeeper', zookeeper, () => train(context, 'kafka', kafka, exercise))
    }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

type Trained = 'zookeeper' | 'kafka' | 'kafka-kraft'

async function train(
  context: LocalContext,
  name: Trained,
  spec: ProcessSpec | undefined,
  work: () => Promise<void>,
): Promise<void> {
  if (spec === undefined) throw new Error(`no process of ${name}`)
  const archive = archiveOf(context, name)
  const unfinished = `${archive}.new`
  const [java, ...rest] = spec.argv.filter((argument) => !argument.startsWith('-XX:SharedArchiveFile'))
  await mkdir(dirname(archive), { recursive: true, mode: 0o755 })
  await rm(unfinished, { force: true })
  try {
    const argv = [java ?? '', `-XX:ArchiveClassesAtExit=${unfinished}`, ...rest] as const
    const env = { ...spec.env, ...markOf(context.stateFolder) }
    await runBriefly({ ...spec, argv: [...argv], env }, context.run.signal, work)
    await rename(unfinished, archive)
  } finally {
    await rm(unfinished, { force: true })
  }
}

function archiveOf(context: LocalContext, name: Trained): string {
  const jars = foundTool(context, name === 'zookeeper' ? 'kafka' : name)
  return classDataArchive(context.folders.cache, foundTool(context, 'java').version, jars.version, name)
}

async function trainingContext(mode: KafkaMode, folders: Folders, home: string, run: Run): Promise<LocalContext> {
  const [zookeeper, kafka] = await freePorts()
  const names = ['java', mode === 'kraft' ? 'kafka-kraft' : 'kafka'] as const
  const component = { dependsOn: [], replicas: 1, optional: false }
  const stack: Stack = {
    name: 'first-start',
    kafkaMode: mode,
    bind: '127.0.0.1',
    topic: 'user_events',
    database: 'users',
    components: [
      ...(mode === 'kraft' ? [] : [{ ...component, name: 'zookeeper' as const, ports: { zookeeper } }]),
      { ...component, name: 'kafka', ports: { kafka } },
    ],
    external: [],
    credentials: { mysqlRootPassword: '', mysqlUser: '', mysqlPassword: '', grafanaUser: '', grafanaPassword: '' },
  }
  const tools = await findTools(folders, names)
  return { stack, folders, stateFolder: home, tools, servicePorts: {}, run }
}

/** Two ports that nobody listens on now. */
async function freePorts(): Promise<[number, number]> {
  const listeners = [createServer(), createServer()]
  const ports = await Promise.all(
    listeners.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once('error', reject)
          server.listen(0, '127.0.0.1', () => {
            const address = server.address()
            resolve(typeof address === 'object' && address ? address.port : 0)
          })
        }),
    ),
  )
  await Promise.all(listeners.map((server) => new Promise((resolve) => server.close(resolve))))
  return [ports[0] ?? 0, ports[1] ?? 0]
}
