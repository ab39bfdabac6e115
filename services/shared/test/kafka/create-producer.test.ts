import type { Kafka, ProducerConfig } from 'kafkajs'
import { describe, expect, it } from 'vitest'
import { createProducer } from '../../src/kafka/create-producer.ts'
import { fakeKafka } from './fake-kafka.ts'

const oneEach = [0, 1, 2].map((partition) => ({ partition, value: 'x' }))

describe('a producer', () => {
  it('has sent when every partition that was written to has answered', async () => {
    await createProducer(fakeKafka({})).send({ topic: 't', messages: oneEach })
  })

  it('fails when one was forgotten', async () => {
    const kafka = fakeKafka({ answer: (partitions) => partitions.filter((partition) => partition !== 1) })
    const sending = createProducer(kafka).send({ topic: 't', messages: oneEach })
    await expect(sending).rejects.toThrow('no broker acknowledged 1 of 3 messages')
  })

  it('keeps the partition of a message without a key when kafkajs tries again, which would take the next one', async () => {
    const tries: (readonly number[])[] = []
    const kafka = fakeKafka({ tries: 2, onTry: (_, partitions) => tries.push(partitions) })
    await createProducer(kafka).send({ topic: 't', messages: [{ value: 'x' }, { value: 'y' }] })
    expect(tries).toHaveLength(2)
    expect(tries[1]).toEqual(tries[0])
  })

  it('has no topic made', () => {
    let seen: ProducerConfig | undefined
    const producer = (config: ProducerConfig) => {
      seen = config
    }
    createProducer({ producer } as unknown as Kafka, { idempotent: true })
    expect(seen).toMatchObject({ idempotent: true, allowAutoTopicCreation: false })
  })
})
