import { connect } from 'node:net'
import { Kafka } from 'kafkajs'
import type { KafkaEnv } from '../service-env.ts'
import type { Logger } from '../service-logger.ts'
import { kafkaLogCreator, kafkaLogLevel } from './kafka-log-creator.ts'

/** kafkajs tries each request a few times within about two seconds; who uses it makes a new client after that. */
export function createKafka(clientId: string, { brokers }: KafkaEnv, logger: Logger): Kafka {
  return new Kafka({
    clientId,
    brokers: [...brokers],
    connectionTimeout: 2_000,
    requestTimeout: 10_000,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 4, restartOnFailure: async () => false },
    socketFactory: ({ host, port, onConnect }) => {
      const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 10_000 })
      return socket.on('connect', onConnect)
    },
    logLevel: kafkaLogLevel(logger),
    logCreator: kafkaLogCreator(logger),
  })
}
