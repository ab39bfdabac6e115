import { BaseCommand } from '../base-command.ts'
import { durationFlag } from '../flags.ts'
import { renderReset } from '../ui/render-reset.ts'
import { withEnvTwins } from '../with-env-twins.ts'

export default class Reset extends BaseCommand<typeof Reset> {
  static override summary = 'Empty the data of the running stack'
  static override description =
    'Waits until nothing is under way, empties users, outbox, inbox and notifications, and lets checks count from here on: new baseline, ledgers put aside. Services and servers go on; events stay on the topic.'
  static override examples = ['<%= config.bin %> reset', '<%= config.bin %> reset --timeout 2m']
  static override flags = withEnvTwins({
    timeout: durationFlag({
      summary: 'How long to wait until nothing is under way',
      default: 30_000,
    }),
  })

  override async run(): Promise<object> {
    const { stack, target, folders } = await this.needStack()
    const { reset } = await import('../actions/reset.ts')
    const result = await reset(stack, target, folders, { timeoutMs: this.flags.timeout }, this.effects())
    this.terminal.result(renderReset(result, this.terminal.out))
    return result
  }
}
