import { zstdCompressSync } from 'node:zlib'
import { CompressionCodecs, CompressionTypes, Kafka, logLevel, type Message, Partitioners } from 'kafkajs'
import { muteTimeoutWarning } from '../../cli/src/lib/mute-timeout-warning.ts'
import type { Sandbox } from './sandbox.ts'

interface ProduceOptions {
  readonly topic?: string
  /** As kcat and the Java clients can, which kafkajs cannot read. */
  readonly compression?: 'zstd'
}

/** Puts messages on the topic as somebody else's program would. */
export async function produce(
  sandbox: Sandbox,
  messages: Message[],
  { topic = 'user_events', compression }: ProduceOptions = {},
): Promise<void> {
  muteTimeoutWarning()
  const kafka = new Kafka({
    brokers: [`127.0.0.1:${sandbox.port('kafka', 'kafka')}`],
    logLevel: logLevel.NOTHING,
  })
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })
  await producer.connect()
  try {
    await producer.send({ topic, messages, ...(compression && { compression: CompressionTypes.ZSTD }) })
  } finally {
    await producer.disconnect()
  }
}

CompressionCodecs[CompressionTypes.ZSTD] = () => ({
  compress: async ({ buffer }: { readonly buffer: Buffer }) => zstdCompressSync(buffer),
  decompress: async () => {
    throw new Error('this is for writing')
  },
})
