import { describe, expect, it } from 'vitest'
import { readProgress } from '../../../src/targets/compose/read-progress.ts'

/** Lines as Compose 2.40 and its BuildKit wrote them; pulls of images with layers as its source has them. */
const lines = {
  pulling: '{"id":"grafana","text":"Pulling"}',
  layer: (current: number) =>
    `{"id":"4f4fb700ef54","parent_id":"grafana","text":"Downloading","status":"x","current":${current},"total":1000}`,
  refused: '{"id":"grafana","text":"Error","status":"dial tcp: lookup registry-1.docker.io: no such host"}',
  error: '{"error":true,"message":"Error response from daemon: no such host"}',
  creating: '{"id":"Container cx-mysql-1","status":"Creating"}',
  internal:
    '{"vertexes":[{"digest":"sha256:41","name":"[user-service internal] load .dockerignore","started":"2026-11-24T12:00:23Z"}]}',
  step: '{"vertexes":[{"digest":"sha256:42","name":"[user-service 3/3] COPY --chmod=0555 . .","started":"2026-11-24T12:00:23Z"}]}',
  stepDone:
    '{"vertexes":[{"digest":"sha256:42","name":"[user-service 3/3] COPY --chmod=0555 . .","started":"2026-11-24T12:00:23Z","completed":"2026-11-24T12:00:24Z"}]}',
  transfer: '{"statuses":[{"id":"transferring context:","vertex":"sha256:43","current":0}]}',
  output: '{"logs":[{"vertex":"sha256:8a","stream":1,"data":"c29tZXRoaW5nCg==","timestamp":"2026-11-24T12:00:41Z"}]}',
  built: '{"id":"msctl/user-service:1.0.0","status":"Built"}',
}

function read(...all: readonly string[]): { readonly told: readonly string[]; readonly kept: readonly string[] } {
  const told: string[] = []
  const tell = readProgress((text) => told.push(text))
  const kept = all.flatMap((line) => tell(line) ?? [])
  return { told, kept }
}

describe('readProgress', () => {
  it('tells how far a pull is, in steps', () => {
    const { told } = read(lines.pulling, lines.layer(0), lines.layer(10), lines.layer(550), lines.layer(551))
    expect(told).toEqual(['pulling grafana: 0 %', 'pulling grafana: 50 %'])
  })

  it('tells the steps of a build, without those of BuildKit itself', () => {
    const { told } = read(lines.internal, lines.step, lines.transfer, lines.stepDone, lines.built)
    expect(told).toEqual(['building user-service 3/3: COPY --chmod=0555 . .', 'built msctl/user-service:1.0.0'])
  })

  it('keeps what explains a failure: words of registry and engine, output of a build, lines that are no JSON', () => {
    const { kept } = read(lines.pulling, lines.refused, lines.error, lines.output, lines.transfer, 'unknown flag: --x')
    expect(kept).toEqual([
      'grafana Pulling',
      'grafana Error dial tcp: lookup registry-1.docker.io: no such host',
      'Error response from daemon: no such host',
      'something',
      'unknown flag: --x',
    ])
  })

  it('says nothing about what takes no time', () => {
    expect(read(lines.creating)).toEqual({ told: [], kept: ['Container cx-mysql-1 Creating'] })
  })
})
