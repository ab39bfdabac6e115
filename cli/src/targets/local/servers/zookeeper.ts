import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from '../../../lib/write-whole.ts'
import { reachableHost } from '../../../stack/addresses.ts'
import { componentOf } from '../../../stack/stack.ts'
import type { LocalContext, Prepare } from '../local-context.ts'
import type { ProcessSpec } from '../process-spec.ts'
import { writeDataVersion } from './data-version.ts'
import { foundTool } from './found-tool.ts'
import { javaArguments } from './java-arguments.ts'
import { processEnvironment } from './process-environment.ts'
import { configFolder, dataFolder, logFile } from './server-files.ts'

export const prepareZookeeper: Prepare = async (context) => {
  const { stack, folders, stateFolder } = context
  const java = foundTool(context, 'java')
  const jars = foundTool(context, 'kafka')
  const version = jars.parts.zookeeperVersion ?? ''
  const data = dataFolder(context, 'zookeeper')
  const temporaryFolder = join(data, 'tmp')
  mkdirSync(temporaryFolder, { recursive: true })
  const port = zookeeperPort(context)
  const config = join(configFolder(context, 'zookeeper'), 'zoo.cfg')
  writeWhole(config, zookeeperConfig({ data: join(data, 'data'), bind: stack.bind, port }))
  writeDataVersion(stateFolder, 'zookeeper', { product: 'ZooKeeper', version })
  const gate = { kind: 'zookeeper', host: reachableHost(stack), port } as const
  const spec: ProcessSpec = {
    id: 'zookeeper',
    component: 'zookeeper',
    replica: 1,
    version,
    argv: await javaArguments({
      java,
      jars,
      name: 'zookeeper',
      cache: folders.cache,
      heapMegabytes: 128,
      temporaryFolder,
      mainClass: 'org.apache.zookeeper.server.quorum.QuorumPeerMain',
      args: [config],
    }),
    env: processEnvironment(),
    cwd: data,
    ports: { zookeeper: port },
    logFile: logFile(context, 'zookeeper'),
    gates: [],
    started: gate,
    stopSignal: 'SIGTERM',
    stopGraceMs: 10_000,
  }
  return [spec]
}

export function zookeeperPort({ stack }: LocalContext): number {
  const port = componentOf(stack, 'zookeeper')?.ports.zookeeper
  if (port === undefined) throw new Error('the stack has no zookeeper')
  return port
}

/** `dump` is what the supervisor asks whether the session of a killed broker is gone. */
export function zookeeperConfig({ data, bind, port }: { data: string; bind: string; port: number }): string {
  return `tickTime=2000
dataDir=${data}
clientPort=${port}
clientPortAddress=${bind}
maxClientCnxns=0
admin.enableServer=false
4lw.commands.whitelist=ruok,srvr,dump,mntr
autopurge.snapRetainCount=3
autopurge.purgeInterval=24
`
}
