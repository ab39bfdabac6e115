import { expect, it } from 'vitest'
import { toLogEntry } from '../../src/actions/log-entry.ts'

const time = new Date('2026-11-24T03:15:00.000Z')
const parse = (text: string) => toLogEntry({ component: 'kafka', replica: 2, time, text })

it('takes lines of our services apart', () => {
  const text = JSON.stringify({
    level: 'warn',
    time: '2026-11-24T03:15:02.114Z',
    service: 'user-service',
    event: '019c',
    msg: 'registered user 8121',
  })
  expect(parse(text)).toEqual({
    component: 'kafka',
    replica: 2,
    time: '2026-11-24T03:15:02.114Z',
    level: 'warn',
    message: 'registered user 8121',
    fields: { event: '019c' },
  })
})

it("understands pino's own numbers too", () => {
  expect(parse('{"level":50,"time":1795490102114,"pid":1,"hostname":"h","msg":"no"}')).toMatchObject({
    level: 'error',
    time: '2026-11-24T03:15:02.114Z',
    fields: {},
  })
})

it.each([
  ['2026-11-24T07:04:47.767Z INFO KafkaController - elected', 'info'],
  ['[2026-11-24 03:00:00,000] ERROR Exiting Kafka (kafka.Kafka$)', 'error'],
  ['2026-11-24T07:04:35Z INF Starting provider', 'info'],
  ['2026-11-24  7:04:39 5 [Warning] Aborted connection 5', 'warn'],
  ['2026-11-24  7:04:39 0 [Note] ready for connections.', 'info'],
  ['ts=2026-11-24T07:04:35.856Z caller=main.go:1229 level=info msg="Completed"', 'info'],
  ['\tat kafka.Kafka.main(Kafka.scala:1)', undefined],
  ['there is no ERRORless word here', undefined],
  ['{"not": "ours"}', undefined],
  ['{"cut', undefined],
])('keeps %j as it is and reads its level', (text, level) => {
  expect(parse(text)).toEqual({
    component: 'kafka',
    replica: 2,
    time: time.toISOString(),
    level,
    message: text,
    fields: {},
  })
})
