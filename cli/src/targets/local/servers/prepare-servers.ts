import type { ComponentName } from '../../../stack/components.ts'
import type { LocalServer } from '../local-context.ts'
import { prepareAdminer } from './adminer.ts'
import { prepareGrafana } from './grafana.ts'
import { prepareKafkaWithKraft } from './kafka-with-kraft.ts'
import { prepareKafkaWithZookeeper } from './kafka-with-zookeeper.ts'
import { prepareMysql } from './mysql.ts'
import { preparePrometheus } from './prometheus.ts'
import { prepareService } from './service-process.ts'
import { prepareTraefik } from './traefik.ts'
import { prepareZookeeper } from './zookeeper.ts'

export const servers: Readonly<Record<ComponentName, LocalServer>> = {
  mysql: { tools: () => ['mysql'], prepare: prepareMysql },
  zookeeper: { tools: () => ['java', 'kafka'], prepare: prepareZookeeper },
  kafka: {
    tools: ({ kafkaMode }) => ['java', kafkaMode === 'kraft' ? 'kafka-kraft' : 'kafka'],
    prepare: (context) =>
      context.stack.kafkaMode === 'kraft' ? prepareKafkaWithKraft(context) : prepareKafkaWithZookeeper(context),
  },
  'user-service': { tools: () => [], prepare: prepareService('user-service') },
  'notification-service': { tools: () => [], prepare: prepareService('notification-service') },
  traefik: { tools: () => ['traefik'], prepare: prepareTraefik },
  prometheus: { tools: () => ['prometheus'], prepare: preparePrometheus },
  grafana: { tools: () => ['grafana'], prepare: prepareGrafana },
  adminer: { tools: () => ['adminer'], prepare: prepareAdminer },
}
