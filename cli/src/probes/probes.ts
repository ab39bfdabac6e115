import type { Run } from '../lib/run.ts'
import type { ComponentName } from '../stack/components.ts'
import type { Stack } from '../stack/stack.ts'
import type { Target } from '../targets/target.ts'
import { closeMysql, connectMysql, isAccessDenied } from './connect-mysql.ts'
import { createKafka } from './create-kafka.ts'
import { keepConnection } from './kept-connection.ts'
import { openPaths } from './paths.ts'
import type { Probe, Probes } from './probe.ts'
import { probeAdminer } from './probe-adminer.ts'
import type { ProbeContext, Question } from './probe-context.ts'
import { probeGateway } from './probe-gateway.ts'
import { probeGrafana } from './probe-grafana.ts'
import { probeKafka } from './probe-kafka.ts'
import { probeMysql } from './probe-mysql.ts'
import { probeNotificationService } from './probe-notification-service.ts'
import { probePrometheus } from './probe-prometheus.ts'
import { probeService } from './probe-service.ts'
import { probeZookeeper } from './probe-zookeeper.ts'
import { reasonOf } from './reason-of.ts'

const questions: Readonly<Record<ComponentName, Question>> = {
  mysql: probeMysql,
  zookeeper: probeZookeeper,
  kafka: probeKafka,
  'user-service': probeService('user-service'),
  'notification-service': probeNotificationService,
  traefik: probeGateway,
  prometheus: probePrometheus,
  grafana: probeGrafana,
  adminer: probeAdminer,
}

export type OpenProbes = Probes & AsyncDisposable

/**
 * The probes of one stack, for one wait: `await using probes = await openProbes(stack, target, run)`. They share one MySQL
 * connection and one Kafka client, opened when first needed and anew after a failure, so asking every 250 ms is cheap. Kafka
 * works before its topic exists (user-service creates that): ask all of them once more at the end for the final details.
 */
export async function openProbes(stack: Stack, target: Target, run: Run): Promise<OpenProbes> {
  const paths = openPaths(stack, target, run)
  const mysql = keepConnection(() => connectMysql(stack, paths), closeMysql)
  const kafka = keepConnection(
    async () => {
      const admin = (await createKafka(stack, paths, { retries: 0, requestTimeoutMs: 2000 })).admin()
      await admin.connect()
      return admin
    },
    (admin) => admin.disconnect(),
  )
  const context: ProbeContext = { stack, paths, mysql, kafka }
  const probes = Object.fromEntries(
    Object.entries(questions).map(([name, question]) => [
      name,
      toProbe(context, question, () => target.whyUnreachable?.(stack, name as ComponentName)),
    ]),
  ) as Record<ComponentName, Probe>
  return {
    ...probes,
    async [Symbol.asyncDispose]() {
      await Promise.all([mysql[Symbol.asyncDispose](), kafka[Symbol.asyncDispose]()])
      await paths[Symbol.asyncDispose]()
    },
  }
}

function toProbe(context: ProbeContext, question: Question, why: () => string | undefined): Probe {
  return async (signal) => {
    try {
      return { works: true, detail: await question(context, signal) }
    } catch (error) {
      const detail = [reasonOf(error), why()].filter(Boolean).join('; ')
      return { works: false, detail, ...(isAccessDenied(error) && { deniesAccess: true }) }
    }
  }
}
