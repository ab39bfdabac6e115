import { Args } from '@oclif/core'
import { BaseCommand } from '../base-command.ts'
import { durationFlag } from '../flags.ts'
import { toComponentNames } from '../stack/choose-components.ts'
import { progressJson } from '../ui/progress-json.ts'
import { readyTable } from '../ui/ready-table.ts'
import { withEnvTwins } from '../with-env-twins.ts'

export default class Restart extends BaseCommand<typeof Restart> {
  static override summary = 'Restart components and wait until they work again'
  static override examples = [
    '<%= config.bin %> restart notification-service',
    '<%= config.bin %> restart kafka zookeeper --timeout 60s',
  ]
  static override args = {
    component: Args.string({ multiple: true, required: true, description: 'What to restart' }),
  }
  static override flags = withEnvTwins({
    timeout: durationFlag({ summary: 'How long to wait', default: 180_000 }),
  })

  override async run(): Promise<object> {
    const components = toComponentNames(this.args.component)
    const { restart } = await import('../actions/restart.ts')
    const wanted = this.stackWanted()
    const waitedFor = await this.watch((progress) =>
      restart({ wanted, components, timeoutMs: this.flags.timeout, run: this.effects(progress.note), progress }),
    )
    this.terminal.result(readyTable(waitedFor, this.terminal.out))
    return { name: wanted.name, restarted: components, components: progressJson(waitedFor) }
  }
}
