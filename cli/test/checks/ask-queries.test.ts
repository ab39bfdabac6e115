import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { askQueries } from '../../src/checks/ask-queries.ts'
import type { PanelQuery, RuleQuery } from '../../src/checks/read-monitoring.ts'
import { stackOf } from '../test-stack.ts'

const panel = (query: string): PanelQuery => ({ kind: 'panel', dashboard: 'D', panel: 'P', query, promql: query })
const rule = (name: string, query: string): RuleQuery => ({
  kind: 'rule',
  file: 'alerts.yml',
  rule: name,
  query,
  promql: query,
})

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

interface Answer {
  readonly status?: number
  readonly body: object
}

const success = (data: unknown): Answer => ({ body: { status: 'success', data } })
const vector = (length: number) =>
  success({ resultType: 'vector', result: Array.from({ length }, () => ({ metric: {}, value: [1, '1'] })) })

/** What Prometheus' HTTP API answers to questions: queries by `answers`, all else from what a stack would have. */
async function prometheus(answers: (promql: string, asked: number) => Answer): Promise<string> {
  const asked = new Map<string, number>()
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x')
    const promql = searchParams.get('query') ?? ''
    asked.set(promql, (asked.get(promql) ?? 0) + 1)
    const { status = 200, body } =
      pathname === '/api/v1/query'
        ? answers(promql, asked.get(promql) ?? 0)
        : success(
            pathname === '/api/v1/rules' ? { groups: [{ rules: [{ name: 'Known', health: 'ok' }] }] } : ['up', 'late'],
          )
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function verdictsOf(queries: readonly (PanelQuery | RuleQuery)[], base: string, patienceMs = 0) {
  const options = { base, stack: stackOf(), patienceMs, signal: new AbortController().signal }
  return (await askQueries(queries, options)).map(({ detail }) => detail)
}

it('tells what has data, what has none, and what is refused', async () => {
  const base = await prometheus((promql) => {
    if (promql === 'sum(up') return { status: 400, body: { status: 'error', errorType: 'bad_data', error: 'unclosed' } }
    if (promql === 'up * up') return { status: 422, body: { status: 'error', errorType: 'execution', error: 'many' } }
    return vector(promql === 'up' ? 2 : 0)
  })
  const queries = ['up', 'up{job="x"}', 'sum(up', 'up * up', 'nope'].map(panel)
  expect(await verdictsOf(queries, base)).toEqual([
    'ok',
    'no data: up{job="x"}',
    'does not parse: unclosed',
    'fails: many',
    'unknown metric nope',
  ])
})

it('asks again for a while: a rate needs two samples', async () => {
  const base = await prometheus((_, asked) => vector(asked > 1 ? 1 : 0))
  expect(await verdictsOf([panel('rate(late[1m])')], base)).toEqual(['no data: rate(late[1m])'])
  expect(await verdictsOf([panel('rate(up[1m])')], base, 5000)).toEqual(['ok'])
})

it('takes no alarm for good, and looks for the data of what a rule compares', async () => {
  const base = await prometheus((promql) => vector(promql === 'sum(up)' ? 1 : 0))
  const queries = [
    rule('Known', 'sum(up) < 1'),
    rule('Known', 'sum(up) > 0 and up{job="x"} > 3'),
    rule('Known', 'count(up == 0) > 0'),
    rule('Known', 'nope > 5'),
    rule('Other', 'sum(up) < 1'),
  ]
  expect(await verdictsOf(queries, base)).toEqual([
    'ok',
    'no data: up{job="x"}',
    'ok',
    'unknown metric nope',
    'not loaded: Prometheus has no rule of that name',
  ])
})

it('could not ask when Prometheus does not answer as it should', async () => {
  const base = await prometheus(() => ({
    status: 503,
    body: { status: 'error', errorType: 'unavailable', error: 'x' },
  }))
  await expect(verdictsOf([panel('up')], base)).rejects.toMatchObject({ code: 'MSCTL_COULD_NOT_ASK' })
})
