import type { ComponentName } from '../../../stack/components.ts'
import type { Stack } from '../../../stack/stack.ts'
import type { Prepare } from '../local-context.ts'
import type { ToolName } from '../tools/tool.ts'
import { prepareAdminer } from './adminer.ts'
import { prepareGrafana } from './grafana.ts'
import { prepareKafka } from './kafka.ts'
import { prepareMysql } from './mysql.ts'
import { preparePrometheus } from './prometheus.ts'
import { prepareService } from './service-process.ts'
import { prepareTraefik } from './traefik.ts'
import { prepareZookeeper } from './zookeeper.ts'

export interface Server {
  /** What must be found on this machine to run it. */
  readonly tools: (stack: Stack) => readonly ToolName[]
  readonly prepare: Prepare
}

export const servers: Readonly<Record<ComponentName, Server>> = {
  mysql: { tools: () => ['mysql'], prepare: prepareMysql },
  zookeeper: { tools: () => ['java', 'kafka'], prepare: prepareZookeeper },
  kafka: {
    tools: ({ kafkaMode }) => ['java', kafkaMode === 'kraft' ? 'kafka-kraft' : 'kafka'],
    prepare: prepareKafka,
  },
  'user-service': { tools: () => [], prepare: prepareService('user-service') },
  'notification-service': { tools: () => [], prepare: prepareService('notification-service') },
  traefik: { tools: () => ['traefik'], prepare: prepareTraefik },
  prometheus: { tools: () => ['prometheus'], prepare: preparePrometheus },
  grafana: { tools: () => ['grafana'], prepare: prepareGrafana },
  adminer: { tools: () => ['adminer'], prepare: prepareAdminer },
}
