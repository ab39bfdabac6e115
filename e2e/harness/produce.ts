import { Kafka, logLevel, type Message, Partitioners } from 'kafkajs'
import { muteTimeoutWarning } from '../../cli/src/lib/mute-timeout-warning.ts'
import type { Sandbox } from './sandbox.ts'

/** Puts messages on the topic as somebody else's program would. */
export async function produce(sandbox: Sandbox, messages: Message[], topic = 'user_events'): Promise<void> {
  muteTimeoutWarning()
  const kafka = new Kafka({
    brokers: [`127.0.0.1:${sandbox.port('kafka', 'kafka')}`],
    logLevel: logLevel.NOTHING,
  })
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })
  await producer.connect()
  try {
    await producer.send({ topic, messages })
  } finally {
    await producer.disconnect()
  }
}
