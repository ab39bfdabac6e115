import { expect, it } from 'vitest'
import { exitOf } from '../../src/actions/check.ts'
import type { Check, Verdict } from '../../src/checks/check.ts'
import type { CheckContext } from '../../src/checks/check-context.ts'
import { checks, chooseChecks } from '../../src/checks/checks.ts'
import { runChecks } from '../../src/checks/run-checks.ts'
import { MsctlError } from '../../src/errors.ts'

const result = (verdict: Verdict) => ({ name: verdict, verdict, detail: '', lines: [], evidence: {} })
const context = { signal: new AbortController().signal } as CheckContext
const failing = (error: unknown): Check => ({
  name: 'x',
  summary: '',
  run: async () => {
    throw error
  },
})

it('takes those on the events without names, and the named in their own order', () => {
  expect(chooseChecks([])).toEqual(checks.filter(({ name }) => name !== 'dashboards'))
  expect(chooseChecks(['events-consumed', 'lag', 'dead letters', 'lag']).map(({ name }) => name)).toEqual([
    'lag',
    'dead-letters',
    'events_consumed',
  ])
})

it('looks at dashboards only when they are named', () => {
  expect(chooseChecks(['Dashboards', 'lag']).map(({ name }) => name)).toEqual(['lag', 'dashboards'])
})

it('names the known ones, and the one that was meant', () => {
  expect(() => chooseChecks(['conversation'])).toThrow(
    expect.objectContaining({
      code: 'MSCTL_USAGE',
      message: expect.stringContaining('known: targets, gateway, lag, dead-letters, conservation'),
      suggestions: ['did you mean conservation?'],
    }),
  )
})

it.each([
  [['ok', 'not-comparable'], 0],
  [['ok', 'unknown'], 3],
  [['unknown', 'failed', 'ok'], 7],
  [['not-comparable'], 0],
] as const)('%j exit %i', (verdicts, exit) => {
  expect(exitOf(verdicts.map(result))).toBe(exit)
})

it('does not take no check at all for a pass', () => {
  expect(() => exitOf([])).toThrow(expect.objectContaining({ code: 'MSCTL_USAGE' }))
})

it.each([
  new MsctlError('MSCTL_COULD_NOT_ASK', 'Prometheus does not answer'),
  Object.assign(new Error('connect ECONNREFUSED'), { code: 'ER_NO_SUCH_TABLE', sqlState: '42S02' }),
  Object.assign(new Error('no broker'), { name: 'KafkaJSConnectionError' }),
])('makes a verdict of what could not be asked: %s', async (error) => {
  const [found] = await runChecks([failing(error)], context)
  expect(found).toMatchObject({ verdict: 'unknown', detail: expect.stringMatching(/^could not ask: /) })
})

it('hides no bug in a verdict', async () => {
  await expect(runChecks([failing(new TypeError('oops'))], context)).rejects.toThrow('oops')
})
