import { join } from 'node:path'
import { writeWhole } from '../../../lib/write-whole.ts'
import { reachableHost } from '../../../stack/addresses.ts'
import type { Prepare } from '../local-context.ts'
import { brokerConfig, toProperties } from './broker-config.ts'
import { writeDataVersion } from './data-version.ts'
import { foundTool } from './found-tool.ts'
import { kafkaPort, kafkaProcess } from './kafka-process.ts'
import { configFolder, dataFolder } from './server-files.ts'
import { zookeeperPort } from './zookeeper.ts'

/** A killed broker may come back after its session ended: 6 s instead of ZooKeeper's 18 s. */
const sessionTimeoutMs = 6_000

export const prepareKafkaWithZookeeper: Prepare = async (context) => {
  const { stack, stateFolder } = context
  const { version } = foundTool(context, 'kafka')
  const host = reachableHost(stack)
  const config = join(configFolder(context, 'kafka'), 'server.properties')
  writeWhole(
    config,
    toProperties({
      'broker.id': 1,
      listeners: `PLAINTEXT://${stack.bind}:${kafkaPort(context)}`,
      'advertised.listeners': `PLAINTEXT://${host}:${kafkaPort(context)}`,
      'zookeeper.connect': `${host}:${zookeeperPort(context)}`,
      'zookeeper.session.timeout.ms': sessionTimeoutMs,
      'zookeeper.connection.timeout.ms': 30_000,
      ...brokerConfig(join(dataFolder(context, 'kafka'), 'log')),
    }),
  )
  writeDataVersion(stateFolder, 'kafka', { product: 'Kafka with ZooKeeper', version })
  const zookeeper = { kind: 'zookeeper', host, port: zookeeperPort(context), withoutNode: '/brokers/ids/1' } as const
  return [await kafkaProcess(context, 'kafka', config, [zookeeper])]
}
