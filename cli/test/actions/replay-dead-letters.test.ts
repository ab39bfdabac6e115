import { beforeEach, describe, expect, it, vi } from 'vitest'
import { dlqTopicOf, eventIdOf, parseEvent, uuidBytes } from '../../../services/shared/src/event-contract.ts'
import type { ReplayOptions } from '../../src/actions/replay-dead-letters.ts'
import { FakeBroker, type Handler } from '../fake-broker.ts'
import { FakeTarget } from '../fake-target.ts'
import { quietRun } from '../quiet-run.ts'
import { foldersIn, openTempFolder } from '../temp-folder.ts'
import { stackOf } from '../test-stack.ts'

const stack = stackOf()
const dlq = dlqTopicOf(stack.topic)
const good = Buffer.from('{"event_type":"UserRegistered","data":{"user_name":"Ana","email":"ana@example.com"}}')

let broker: FakeBroker
let inbox: Set<string>

vi.mock('../../src/probes/read-topic.ts', () => ({ readTopic: (...args: unknown[]) => broker.read(args[1] as never) }))
vi.mock('../../src/probes/create-kafka.ts', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  createKafka: async () => broker.kafka,
  connectAdmin: async () => broker.admin,
}))
vi.mock('../../src/probes/connect-mysql.ts', () => ({
  closeMysql: async () => {},
  requireMysql: async () => ({
    query: async (_sql: string, [ids]: [Buffer[]]) => [
      ids.filter((id) => inbox.has(id.toString('hex'))).map((event_id) => ({ event_id })),
    ],
  }),
}))

/** As notification-service: what it cannot read dies, what it can is in the inbox. */
const service: Handler = ({ key, value, offset, headers = {} }, partition) => {
  try {
    parseEvent(value)
    inbox.add(uuidBytes(eventIdOf({ topic: stack.topic, partition, offset, headers })).toString('hex'))
  } catch (error) {
    const from = {
      'x-original-topic': stack.topic,
      'x-original-partition': String(partition),
      'x-original-offset': offset,
    }
    const why = { 'x-exception-message': (error as Error).message }
    broker.put(dlq, 0, { key, value, headers: { ...headers, ...from, ...why } })
  }
}

async function poison(...values: readonly string[]): Promise<void> {
  for (const value of values) broker.put(stack.topic, 1, { key: '8', value, headers: { trace: 't' } })
  await broker.admin.fetchOffsets({ groupId: 'any', topics: [] })
}

async function replay(choice: ReplayOptions['choice'], options: Partial<ReplayOptions> = {}) {
  const { replayDeadLetters } = await import('../../src/actions/replay-dead-letters.ts')
  using folder = openTempFolder()
  const all = { choice, agree: async () => {}, isDryRun: false, timeoutMs: 50, ...options }
  const { replays } = await replayDeadLetters(stack, new FakeTarget(), foldersIn(folder.path), all, quietRun())
  return replays
}

const outcomes = (replays: Awaited<ReturnType<typeof replay>>) =>
  replays.map(({ id, outcome, diedAgainAs }) => `${id} ${outcome}${diedAgainAs ? ` ${diedAgainAs}` : ''}`)

const ids = (...named: readonly string[]) => ({ ids: named })

beforeEach(() => {
  broker = new FakeBroker(stack.topic)
  broker.topics.set(dlq, [[]])
  broker.consumer = service
  inbox = new Set()
})

describe('a replay', () => {
  it('of what cannot be read dies again, and says as which and why', async () => {
    await poison('bad')
    const replays = await replay(ids('0-0'))
    expect(outcomes(replays)).toEqual(['0-0 dead-lettered 0-1'])
    expect(replays[0]).toMatchObject({ partition: 1, offset: 1, key: '8', reason: 'the value is not JSON in UTF-8' })
  })

  it('that was repaired has one effect, however often', async () => {
    await poison('bad')
    const repair = async () => good
    expect(outcomes(await replay(ids('0-0'), { repair }))).toEqual(['0-0 handled'])
    expect(outcomes(await replay(ids('0-0'), { repair }))).toEqual(['0-0 no-effect'])
    expect(inbox.size).toBe(1)
  })

  it('has one effect also when its replays are repaired', async () => {
    await poison('bad')
    await replay(ids('0-0'))
    expect(outcomes(await replay(ids('0-1'), { repair: async () => good }))).toEqual(['0-1 handled'])
    expect(outcomes(await replay(ids('0-0'), { repair: async () => good }))).toEqual(['0-0 no-effect'])
  })

  it('still waits when the consumer does not run', async () => {
    await poison('bad')
    broker.consumer = undefined
    expect(outcomes(await replay(ids('0-0')))).toEqual(['0-0 waiting'])
  })

  it('of all takes those that are open, once each', async () => {
    await poison('one', 'two', 'three')
    await replay(ids('0-0'))
    await replay(ids('0-1'), { repair: async () => good })
    expect(outcomes(await replay({ ids: 'all-open' }))).toEqual(['0-2 dead-lettered 0-4', '0-3 dead-lettered 0-5'])
  })

  it('of all can be kept to a reason', async () => {
    await poison('bad', '{"event_type":"Other"}')
    expect(outcomes(await replay({ ids: 'all-open', reason: 'UNKNOWN event' }))).toEqual(['0-1 dead-lettered 0-2'])
    expect(await replay({ ids: 'all-open', reason: 'no such' })).toEqual([])
  })

  it('sends many in batches that a broker takes, and knows each by its offset', async () => {
    await poison(...Array.from({ length: 250 }, (_, index) => `${index} ${'x'.repeat(3_000)}`))
    const replays = await replay({ ids: 'all-open' })
    expect(replays.map(({ offset }) => offset)).toEqual(replays.map((_, index) => 250 + index))
    expect(replays.at(-1)).toMatchObject({ id: '0-249', diedAgainAs: '0-499' })
    for (const messages of broker.sends) expect(messages.length * 3_100).toBeLessThan(300_000)
  })
})

describe('nothing is sent', () => {
  const untouched = () => expect(broker.sends).toEqual([])

  it('on a dry run, which says what to expect', async () => {
    await poison('bad')
    const [plan] = await replay(ids('0-0'), { isDryRun: true, agree: async () => expect.unreachable() })
    expect(plan).toMatchObject({
      outcome: 'planned',
      offset: null,
      hadEffect: false,
      reason: 'the value is not JSON in UTF-8',
    })
    expect(plan?.headers).toContainEqual({ name: 'x-replayed-from', value: `${dlq}/0/0`, encoding: 'utf8' })
    untouched()
  })

  it('when it is not agreed to', async () => {
    await poison('bad')
    const agree = async (count: number) => {
      throw new Error(`no to ${count}`)
    }
    await expect(replay({ ids: 'all-open' }, { agree })).rejects.toThrow('no to 1')
    untouched()
  })

  it('when one of several is not there', async () => {
    await poison('bad')
    await expect(replay(ids('0-0', '0-7'))).rejects.toThrow(/no dead letter 0-7/)
    untouched()
  })

  it('when the new payload could not be read either', async () => {
    await poison('bad')
    const repair = async () => Buffer.from('{"event_type":"UserRegistered"}')
    await expect(replay(ids('0-0'), { repair })).rejects.toThrow(/data is not an object; nothing was sent/)
    untouched()
  })

  it.each([
    [{}, /does not say where it came from/],
    [{ 'x-original-topic': 'other', 'x-original-partition': '0', 'x-original-offset': '1' }, /came from other/],
  ])('for one that came from elsewhere: %j', async (headers, says) => {
    broker.put(dlq, 0, { value: 'bad', headers })
    await expect(replay(ids('0-0'))).rejects.toThrow(says)
    expect(await replay({ ids: 'all-open' })).toEqual([])
    untouched()
  })

  it('for one without its payload, unless there is a better one', async () => {
    await poison('bad')
    const letter = broker.topics.get(dlq)?.[0]?.[0]
    Object.assign(letter?.headers ?? {}, { 'x-payload-omitted-bytes': Buffer.from('3000000') })
    await expect(replay(ids('0-0'))).rejects.toThrow(/too large/)
    expect(await replay({ ids: 'all-open' })).toEqual([])
    untouched()
    expect(outcomes(await replay(ids('0-0'), { repair: async () => good }))).toEqual(['0-0 handled'])
  })
})

it('says how much was sent when it is stopped after that', async () => {
  await poison('bad')
  broker.consumer = undefined
  broker.admin.fetchOffsets = async () => {
    throw Object.assign(new Error('gone'), { name: 'KafkaJSConnectionError' })
  }
  await expect(replay(ids('0-0'))).rejects.toMatchObject({
    exit: 3,
    message: 'Kafka does not answer: gone; sent before: 1 message, to be handled in turn',
    details: { replays: [expect.objectContaining({ id: '0-0', offset: 1 })] },
  })
  expect(broker.sends).toHaveLength(1)
})
