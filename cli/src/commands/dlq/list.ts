import { Flags } from '@oclif/core'
import { BaseCommand } from '../../base-command.ts'
import { renderDeadLetters } from '../../ui/render-dead-letters.ts'
import { withEnvTwins } from '../../with-env-twins.ts'

export default class DlqList extends BaseCommand<typeof DlqList> {
  static override summary = 'List the dead letters: where they came from, why they died, what became of them'
  static override description =
    'Newest last. The id in the first column is what show and replay take. Open ones wait for somebody; handled ones had their effect since, as the inbox says; dead again means that a replay died too, as the letter named.'
  static override examples = [
    '<%= config.bin %> dlq list',
    '<%= config.bin %> dlq list --reason email --limit 100',
    '<%= config.bin %> dlq list --json | jq -r \'.letters[] | select(.state == "open").id\'',
  ]
  static override flags = withEnvTwins({
    limit: Flags.integer({ char: 'n', summary: 'The newest N', default: 20, min: 1, max: 100_000, helpValue: 'N' }),
    reason: Flags.string({ summary: 'Only those whose reason contains this', helpValue: 'TEXT' }),
  })

  override async run(): Promise<object> {
    const { limit, reason } = this.flags
    const { stack, target, folders } = await this.needStack()
    const { listDeadLetters } = await import('../../actions/list-dead-letters.ts')
    const list = await listDeadLetters(stack, target, folders, { limit, reason }, this.effects())
    this.terminal.result(renderDeadLetters(list, { reason, name: stack.name }, this.terminal.out))
    return list
  }
}
