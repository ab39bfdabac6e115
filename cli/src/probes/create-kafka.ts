import { connect } from 'node:net'
import type { Admin, Kafka } from 'kafkajs'
import { MsctlError } from '../errors.ts'
import { muteTimeoutWarning } from '../lib/mute-timeout-warning.ts'
import type { Stack } from '../stack/stack.ts'
import type { Paths } from './paths.ts'
import { reasonOf } from './reason-of.ts'

export interface KafkaManners {
  /** Tries after the first one, within kafkajs. */
  readonly retries: number
  readonly requestTimeoutMs: number
}

/** A kafkajs client of the stack's broker that logs nothing: what fails is thrown. */
export async function createKafka(stack: Stack, paths: Paths, manners: KafkaManners): Promise<Kafka> {
  const { host, port } = await paths.to('kafka', 'kafka')
  const { default: kafkajs } = await import('kafkajs')
  muteTimeoutWarning()
  return new kafkajs.Kafka({
    clientId: `msctl-${stack.name}`,
    brokers: [`${host}:${port}`],
    connectionTimeout: 2000,
    requestTimeout: manners.requestTimeoutMs,
    retry: { retries: manners.retries, initialRetryTime: 100, maxRetryTime: 1000 },
    logCreator: () => () => {},
    // Whatever address the broker gives out, on a cluster one that this machine does not know: this path leads to it.
    socketFactory: ({ onConnect }) => connect({ host, port }, onConnect),
  })
}

/** Whoever calls disconnects it; MSCTL_COULD_NOT_ASK when the broker does not answer. */
export async function connectAdmin(kafka: Kafka): Promise<Admin> {
  const admin = kafka.admin()
  try {
    await admin.connect()
    // Fills the client's list of brokers, without which asking for a coordinator fails.
    await admin.listTopics()
    return admin
  } catch (cause) {
    await admin.disconnect().catch(() => {})
    throw kafkaUnreachable(cause)
  }
}

/** MSCTL_COULD_NOT_ASK around whatever Kafka answers badly. */
export function kafkaUnreachable(cause: unknown): MsctlError {
  return new MsctlError('MSCTL_COULD_NOT_ASK', `Kafka does not answer: ${reasonOf(cause)}`, {
    cause,
    suggestions: ['msctl status', 'msctl logs kafka --tail 20'],
  })
}
