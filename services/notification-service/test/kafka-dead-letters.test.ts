import type { Message } from 'kafkajs'
import { beforeEach, describe, expect, it } from 'vitest'
import { UnreadableEvent } from '../../shared/src/event-contract.ts'
import { fakeKafka } from '../../shared/test/kafka/fake-kafka.ts'
import type { DeadLetter } from '../src/dead-letter.ts'
import { kafkaDeadLetters } from '../src/kafka-dead-letters.ts'
import type { ReceivedMessage } from '../src/received-event.ts'
import { messageOf } from './test-messages.ts'

const LIMIT = 1_048_588
const tooLarge = () =>
  Object.assign(new Error('too large'), { name: 'KafkaJSProtocolError', type: 'MESSAGE_TOO_LARGE' })

let sends: (readonly Message[])[]
let failing: (messages: readonly Message[]) => Error | undefined

/** A broker that refuses what real ones refuse, and whose client cannot write null as kafkajs cannot. */
const kafka = fakeKafka({
  onTry: (messages) => {
    const headers = messages.flatMap((message) => Object.values(message.headers ?? {}).flat())
    for (const value of headers) Buffer.byteLength(value as string)
    const bytes = messages.reduce((sum, { value }) => sum + (value?.length ?? 0) + 400, 0)
    const error = failing(messages) ?? (bytes > LIMIT ? tooLarge() : undefined)
    if (error) throw error
    sends.push(messages)
  },
})

function letters(...values: readonly (string | null)[]): readonly DeadLetter[] {
  return values.map((value, index) => ({
    message: { ...messageOf(index), value: value === null ? null : Buffer.from(value) },
    error: new UnreadableEvent('bad'),
    attempts: 1,
  }))
}

const offsets = () => sends.flat().map(({ headers }) => Number(headers?.['x-original-offset']))

beforeEach(() => {
  sends = []
  failing = () => undefined
})

describe('dead letters', () => {
  it('go out in batches that a broker takes, in order', async () => {
    const many = Array.from({ length: 500 }, () => 'x'.repeat(10_000))
    await kafkaDeadLetters(kafka, 'user_events').send(letters(...many))
    expect(offsets()).toEqual(many.map((_, index) => index))
    expect(sends.length).toBeLessThan(100)
  })

  it('that no broker takes go without their payload, and say so', async () => {
    await kafkaDeadLetters(kafka, 'user_events').send(letters('a', 'x'.repeat(LIMIT), 'b'))
    expect(offsets()).toEqual([0, 1, 2])
    const [, large] = sends.flat()
    expect(large?.value).toBeNull()
    expect(large?.headers).toMatchObject({ 'x-payload-omitted-bytes': String(LIMIT), 'x-original-offset': '1' })
  })

  it('may have headers without a value', async () => {
    const [letter] = letters('a')
    const message = { ...letter?.message, headers: { nothing: null, many: ['a', null] } } as unknown as ReceivedMessage
    await kafkaDeadLetters(kafka, 'user_events').send([{ message, error: new Error('bad'), attempts: 1 }])
    expect(sends.flat()[0]?.headers).toMatchObject({ nothing: '', many: ['a', ''] })
  })

  it('of a batch that fails later are not sent twice', async () => {
    const dead = letters('x'.repeat(150_000), 'y'.repeat(150_000))
    const { send } = kafkaDeadLetters(kafka, 'user_events')
    failing = ([message]) => (String(message?.value).startsWith('y') ? new Error('away') : undefined)
    await expect(send(dead)).rejects.toThrow('away')
    failing = () => undefined
    await send(dead)
    expect(offsets()).toEqual([0, 1])
  })
})
