import { Args, Flags } from '@oclif/core'
import { BaseCommand } from '../base-command.ts'
import type { QueryToCheck } from '../checks/check-query.ts'
import { parseExpectation } from '../checks/expectation.ts'
import { durationFlag } from '../flags.ts'
import { renderCheck } from '../ui/render-check.ts'
import { withEnvTwins } from '../with-env-twins.ts'

export default class Check extends BaseCommand<typeof Check> {
  static override summary = 'Prove with numbers that nothing was lost: the built-in checks, or the named'
  static override description =
    'Waits until nothing is under way (at most --timeout), then runs targets, gateway, lag, dead-letters, conservation, events_consumed and queries. With --query it runs that check instead, or beside the named ones; each sample of the answer must meet --expect. The check dashboards runs only when it is named: it asks Prometheus every query of the Grafana dashboards and every alert rule. Exits 7 when a check failed, else 3 when one could not be asked.'
  static override examples = [
    '<%= config.bin %> check',
    '<%= config.bin %> check conservation --json',
    '<%= config.bin %> check dashboards',
    "<%= config.bin %> check --query 'events_consumed_total' --expect '>= 5' --within 30s",
  ]
  static override args = { name: Args.string({ multiple: true, description: 'Only these checks' }) }
  static override flags = withEnvTwins({
    query: Flags.string({ summary: 'Check the answer of Prometheus to this', helpValue: 'PROMQL' }),
    expect: Flags.string({
      summary: "What each sample must be: '>= 5'",
      helpValue: 'EXPECTATION',
      dependsOn: ['query'],
    }),
    within: durationFlag({
      summary: 'Ask again until that is over',
      defaultHelp: async () => 'ask once',
      dependsOn: ['query'],
    }),
    timeout: durationFlag({
      summary: 'How long to wait until nothing is under way',
      default: 30_000,
    }),
  })

  override async run(): Promise<object> {
    const names = this.args.name ?? []
    const query = this.#query()
    const { chooseChecks } = await import('../checks/checks.ts')
    const checks = query !== undefined && names.length === 0 ? [] : chooseChecks(names)
    const { stack, target, folders } = await this.needStack()
    const { check } = await import('../actions/check.ts')
    const options = { checks, query, timeoutMs: this.flags.timeout }
    const report = await check(stack, target, folders, options, this.effects())
    this.terminal.result(renderCheck(report, stack.name, this.terminal.out))
    this.exitWith(report.exit)
    return report
  }

  #query(): QueryToCheck | undefined {
    const { query: promql, expect, within: withinMs = 0 } = this.flags
    if (promql === undefined) return undefined
    return { promql, expectation: expect === undefined ? undefined : parseExpectation(expect), withinMs }
  }
}
