import { describe, expect, it } from 'vitest'
import { toFinding } from '../../src/checks/check-dashboards.ts'
import type { QueryJudgement } from '../../src/checks/judge-query.ts'
import type { PanelQuery, RuleQuery } from '../../src/checks/read-monitoring.ts'
import type { ScrapeTarget } from '../../src/probes/scrape-targets.ts'

const ok: QueryJudgement = { verdict: 'ok', detail: 'ok' }
const unknown: QueryJudgement = { verdict: 'unknown metric', detail: 'unknown metric nope' }
const absent: QueryJudgement = {
  verdict: 'not comparable',
  detail: 'not comparable: traefik is not part of this stack',
}

const panel = (judgement: QueryJudgement): PanelQuery & QueryJudgement => ({
  kind: 'panel',
  dashboard: 'Pipeline',
  panel: 'Lag',
  query: 'rate(x[$__rate_interval])',
  promql: 'rate(x[20000ms])',
  ...judgement,
})
const rule = (judgement: QueryJudgement): RuleQuery & QueryJudgement => ({
  kind: 'rule',
  file: 'alerts.yml',
  rule: 'TargetDown',
  query: 'up == 0',
  promql: 'up == 0',
  ...judgement,
})

describe('the finding on dashboards and rules', () => {
  it('is one line when all answer', () => {
    expect(toFinding([panel(ok), rule(ok)], [])).toMatchObject({
      verdict: 'ok',
      detail: '2 of 2 queries and rules answer',
      lines: [],
    })
  })

  it('names each that does not, by dashboard and panel, and the target that is down', () => {
    const down = { job: 'user-service', instance: 'a:8000', health: 'down' } as ScrapeTarget
    expect(toFinding([panel(unknown), rule(unknown), panel(absent), panel(ok)], [down])).toMatchObject({
      verdict: 'failed',
      detail: '2 of 4 queries and rules do not answer, 1 not comparable',
      lines: [
        'Pipeline / Lag: unknown metric nope',
        'rule TargetDown: unknown metric nope',
        'Pipeline / Lag: not comparable: traefik is not part of this stack',
        'user-service a:8000 is down: msctl check targets',
      ],
    })
  })

  it('is no failure for what this stack does not have, and no pass when that is all', () => {
    expect(toFinding([panel(absent), rule(ok)], [])).toMatchObject({
      verdict: 'ok',
      detail: '1 of 2 queries and rules answer, 1 not comparable',
    })
    expect(toFinding([panel(absent)], []).verdict).toBe('not-comparable')
  })

  it('has every query in its evidence, as the file has it', () => {
    expect(toFinding([panel(ok), rule(unknown)], []).evidence).toEqual({
      queries: [
        { dashboard: 'Pipeline', panel: 'Lag', query: 'rate(x[$__rate_interval])', ...ok },
        { file: 'alerts.yml', rule: 'TargetDown', query: 'up == 0', ...unknown },
      ],
    })
  })
})
