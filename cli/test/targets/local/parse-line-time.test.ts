import { describe, expect, it } from 'vitest'
import { parseLineTime } from '../../../src/targets/local/parse-line-time.ts'

const known: readonly (readonly [string, string, string])[] = [
  ['pino, ISO', '{"level":"info","time":"2026-11-24T03:15:02.131Z","msg":"x"}', '2026-11-24T03:15:02.131Z'],
  ['pino, milliseconds', '{"level":30,"time":1795490102131,"pid":1,"msg":"x"}', '2026-11-24T03:15:02.131Z'],
  ['MariaDB', '2026-11-24  3:15:02 0 [Note] InnoDB: x', '2026-11-24T03:15:02.000Z'],
  ['MySQL', '2026-11-24T03:15:02.131415Z 0 [System] [MY-010116] x', '2026-11-24T03:15:02.131Z'],
  ['log4j', '[2026-11-24 03:15:02,131] INFO x (kafka.Kafka)', '2026-11-24T03:15:02.131Z'],
  ['slf4j-simple', '2026-11-24T03:15:02.131Z INFO QuorumPeerMain - x', '2026-11-24T03:15:02.131Z'],
  ['slf4j-simple with a zone', '2026-11-24T04:15:02.131+0100 INFO x', '2026-11-24T03:15:02.131Z'],
  [
    'Traefik, JSON',
    '{"level":"info","version":"3.6.12","time":"2026-11-24T03:15:02Z","message":"x"}',
    '2026-11-24T03:15:02.000Z',
  ],
  ['Traefik, text', '2026-11-24T03:15:02Z INF Traefik version 3.6.12', '2026-11-24T03:15:02.000Z'],
  ['Prometheus 2', 'ts=2026-11-24T03:15:02.131Z caller=main.go:1 level=info msg="x"', '2026-11-24T03:15:02.131Z'],
  ['Prometheus 3', 'time=2026-11-24T03:15:02.131Z level=INFO source=main.go:1 msg="x"', '2026-11-24T03:15:02.131Z'],
  ['Grafana', 'logger=settings t=2026-11-24T03:15:02.131415926Z level=info msg="x"', '2026-11-24T03:15:02.131Z'],
  ['PHP', '[Tue Nov 24 03:15:02 2026] 127.0.0.1:60900 Accepted', '2026-11-24T03:15:02.000Z'],
]

const unknown: readonly string[] = [
  '',
  '\tat kafka.Kafka.main(Kafka.scala:92)',
  "Version: '10.11.19-MariaDB'  socket: 'mysql.sock'  port: 3306",
  '{"level":"info","msg":"no time"}',
  '{"time":"yesterday"}',
  'time=soon',
  '2026-99-99T99:99:99Z',
]

describe('parseLineTime', () => {
  it.each(known)('reads %s', (_program, line, time) => {
    expect(parseLineTime(line)?.toISOString()).toBe(time)
  })

  it.each(unknown)('finds no time in %j', (line) => {
    expect(parseLineTime(line)).toBeUndefined()
  })
})
