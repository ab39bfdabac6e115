import { Args } from '@oclif/core'
import { BaseCommand } from '../base-command.ts'
import { toSampleJson } from '../checks/sample-json.ts'
import { renderSamples } from '../ui/render-samples.ts'

export default class Query extends BaseCommand<typeof Query> {
  static override summary = 'Ask Prometheus: a table of samples'
  static override examples = [
    '<%= config.bin %> query up',
    "<%= config.bin %> query 'rate(events_consumed_total[1m]) * 60'",
    "<%= config.bin %> query --json 'sum by (job) (up)'",
  ]
  static override args = { promql: Args.string({ required: true, description: 'An expression of PromQL' }) }

  override async run(): Promise<object> {
    const { stack, target } = await this.needStack()
    const { query } = await import('../actions/query.ts')
    const samples = await query(stack, target, this.args.promql, this.effects())
    this.terminal.result(renderSamples(samples))
    return {
      query: this.args.promql,
      samples: samples.map(toSampleJson),
    }
  }
}
