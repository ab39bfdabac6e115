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
import { createNotificationApp } from './app.ts'
import { consumerLag } from './consumer-lag.ts'
import { createEventMetrics } from './event-metrics.ts'
import { handleMessages } from './handle-messages.ts'
import { runKafkaConsumer } from './kafka-consumer.ts'
import { kafkaDeadLetters } from './kafka-dead-letters.ts'
import { mysqlNotificationRepository } from './mysql-notification-repository.ts'
import { notificationTables, notificationTablesQuery } from './notification-tables.ts'

async function main(env: ServiceEnv, logger: Logger): Promise<void> {
  const { topic } = env.kafka
  const writers = createMysqlPool(env.mysql, WRITERS)
  const readers = createMysqlPool(env.mysql, READERS)
  const kafka = createKafka('notification-service', env.kafka, logger)
  const readiness = createReadiness(['mysql', 'kafka', 'consumer'], logger)
  const registry = new Registry()
  const metrics = createEventMetrics(registry)
  const repository = mysqlNotificationRepository(writers, readers)
  const deadLetters = kafkaDeadLetters(kafka, topic)
  const tables = {
    makeTables: () => createTables(writers, env.mysql.database, notificationTables),
    tablesQuery: notificationTablesQuery,
  }
  let assigned: readonly number[] = []

  const consumer = {
    kafka,
    topic,
    readiness,
    handle: (messages: Parameters<typeof handleMessages>[0]) =>
      handleMessages(messages, { repository, deadLetters, metrics, logger }),
    onTrouble: (error: unknown) => logger.warn(`events wait: ${reasonOf(error)}`),
    onAssigned: (partitions: readonly number[]) => {
      assigned = partitions
    },
  }
  const trying = (check: string, attempt: (signal: AbortSignal) => Promise<void>) => (signal: AbortSignal) =>
    keepTrying(attempt, {
      signal,
      onFailure: (error) => {
        readiness.fails(check, reasonOf(error))
        if (check === 'kafka') metrics.lag(undefined)
      },
    })

  await runService({
    app: await createNotificationApp({ logger, readiness, registry, repository }),
    logger,
    readiness,
    host: env.host,
    port: env.port,
    background: [
      trying('mysql', (signal) => watchMysql(writers, tables, readiness, signal)),
      trying('kafka', (signal) =>
        watchKafka(kafka, env.kafka, readiness, signal, async (admin) =>
          metrics.lag(await consumerLag(admin, topic, assigned)),
        ),
      ),
      trying('consumer', async (signal) => {
        await readiness.untilWorks(['mysql', 'kafka'], signal)
        await runKafkaConsumer(consumer, signal)
      }),
    ],
    release: async () => {
      await deadLetters[Symbol.asyncDispose]()
      await Promise.all([writers.end(), readers.end()])
    },
  })
}

const logger = createServiceLogger('notification-service')
try {
  const env = readServiceEnv(process.env, { port: 8001 })
  logger.level = env.logLevel
  await main(env, logger)
} catch (error) {
  logger.fatal(`cannot start: ${reasonOf(error)}`)
  process.exit(1)
}
