import type { FastifyInstance } from 'fastify'
import { expect, it } from 'vitest'
import { ask, type Recording } from './fastapi-contract.ts'

/** After the same requests /metrics says the same: names, labels, buckets, counts and sizes; only durations are each its own. */
export function countsAsFastApi({ counted, metrics }: Recording, build: () => Promise<FastifyInstance>): void {
  it('counts as FastAPI’s instrumentator did', async () => {
    const app = await build()
    try {
      await app.listen({ host: '127.0.0.1', port: 0 })
      for (const { request } of counted) await ask(app, request)
      const { body } = await ask(app, { method: 'GET', path: '/metrics', headers: {} })
      expect(comparable(String(body).split('\n'))).toEqual(comparable(metrics))
    } finally {
      await app.close()
    }
  })
}

/** Python's client adds a gauge `…_created` to each series, and writes numbers as 1.0. */
function comparable(lines: readonly string[]): readonly string[] {
  return lines
    .filter((line) => /^(?:# TYPE )?http_/.test(line) && !/^(?:# TYPE )?\w+_created\b/.test(line))
    .map((line) => (line.startsWith('#') ? line : comparableSample(line)))
    .sort()
}

function comparableSample(line: string): string {
  const [, name = '', labels = '', value = ''] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
  const sorted = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(
    ([, label, text]) => `${label}=${label === 'le' ? Number(text === '+Inf' ? 'Infinity' : text) : text}`,
  )
  const isTimed = /_seconds_(?:bucket|sum)$/.test(name)
  return `${name}{${sorted.sort().join(',')}} ${isTimed ? '' : Number(value)}`
}
