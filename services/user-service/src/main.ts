import { Registry } from 'prom-client'
import { createKafka } from '../../shared/src/kafka/create-kafka.ts'
import { watchKafka } from '../../shared/src/kafka/watch-kafka.ts'
import { keepTrying } from '../../shared/src/keep-trying.ts'
import { createMysqlPool, READERS, WRITERS } from '../../shared/src/mysql/create-mysql-pool.ts'
import { createTables } from '../../shared/src/mysql/create-tables.ts'
import { watchMysql } from '../../shared/src/mysql/watch-mysql.ts'
import { createReadiness } from '../../shared/src/readiness.ts'
import { runService } from '../../shared/src/run-service.ts'
import { readServiceEnv, type ServiceEnv } from '../../shared/src/service-env.ts'
import { createServiceLogger, type Logger } from '../../shared/src/service-logger.ts'
import { reasonOf } from '../../shared/src/unavailable.ts'
import { createUserApp } from './app.ts'
import { connectKafkaPublisher } from './kafka-publisher.ts'
import { mysqlOutbox } from './mysql-outbox.ts'
import { mysqlUserRepository } from './mysql-user-repository.ts'
import { runRelay } from './run-relay.ts'
import { createUserMetrics } from './user-metrics.ts'
import { userTables, userTablesQuery } from './user-tables.ts'
import { createWake } from './wake.ts'

async function main(env: ServiceEnv, logger: Logger): Promise<void> {
  const writers = createMysqlPool(env.mysql, WRITERS)
  const readers = createMysqlPool(env.mysql, READERS)
  const kafka = createKafka('user-service', env.kafka, logger)
  const outbox = mysqlOutbox(env.mysql, readers)
  const readiness = createReadiness(['mysql', 'kafka', 'relay'], logger)
  const registry = new Registry()
  const metrics = createUserMetrics(registry, outbox.count)
  const wake = createWake()
  const tables = {
    makeTables: () => createTables(writers, env.mysql.database, userTables),
    tablesQuery: userTablesQuery,
  }
  const relay = {
    outbox,
    connectPublisher: () => connectKafkaPublisher(kafka, env.kafka.topic),
    wake,
    readiness,
    onPublished: metrics.published,
  }
  const trying = (check: string, attempt: (signal: AbortSignal) => Promise<void>) => (signal: AbortSignal) =>
    keepTrying(attempt, { signal, onFailure: (error) => readiness.fails(check, reasonOf(error)) })

  await runService({
    app: await createUserApp({
      logger,
      readiness,
      registry,
      repository: mysqlUserRepository({ writers, readers, groupCommitWindowMs: env.groupCommitWindowMs }),
      metrics,
      wake,
    }),
    logger,
    readiness,
    host: env.host,
    port: env.port,
    background: [
      trying('mysql', (signal) => watchMysql(writers, tables, readiness, signal)),
      trying('kafka', (signal) => watchKafka(kafka, env.kafka, readiness, signal)),
      trying('relay', async (signal) => {
        await readiness.untilWorks(['mysql', 'kafka'], signal)
        await runRelay(relay, signal)
      }),
    ],
    release: async () => {
      await Promise.all([writers.end(), readers.end()])
    },
  })
}

const logger = createServiceLogger('user-service')
try {
  const env = readServiceEnv(process.env, { port: 8000 })
  logger.level = env.logLevel
  await main(env, logger)
} catch (error) {
  logger.fatal(`cannot start: ${reasonOf(error)}`)
  process.exit(1)
}
