import { Args, Flags } from '@oclif/core'
import { BaseCommand } from '../../base-command.ts'
import { deadLetterJson } from '../../ui/dead-letter-json.ts'
import { renderDeadLetter } from '../../ui/render-dead-letter.ts'
import { withEnvTwins } from '../../with-env-twins.ts'

export default class DlqShow extends BaseCommand<typeof DlqShow> {
  static override summary = 'Show a dead letter with its headers, origin, reason and payload'
  static override description =
    'JSON is shown indented, other text as it is, bytes as a hexadecimal dump. With --raw only the bytes of the payload, all of them and nothing else.'
  static override examples = [
    '<%= config.bin %> dlq show 0-12',
    '<%= config.bin %> dlq show 0-12 --raw > payload.json',
    '<%= config.bin %> dlq show 0-12 --raw | jq -c \'.data.email = "ana@example.com"\' | <%= config.bin %> dlq replay 0-12 --payload -',
  ]
  static override args = {
    letter: Args.string({ required: true, description: 'Its id in msctl dlq list: partition and offset, like 0-12' }),
  }
  static override flags = withEnvTwins({
    raw: Flags.boolean({ summary: 'Only the bytes of the payload, on stdout', exclusive: ['json'] }),
  })

  override async run(): Promise<object | undefined> {
    const { stack, target, folders } = await this.needStack()
    const { showDeadLetter } = await import('../../actions/show-dead-letter.ts')
    const letter = await showDeadLetter(stack, target, folders, this.args.letter, this.effects())
    if (this.flags.raw) {
      if (letter.message.value === null) this.terminal.progress(`dead letter ${letter.id} has no payload`)
      else this.terminal.out.bytes(letter.message.value)
      return undefined
    }
    this.terminal.result(renderDeadLetter(letter, this.terminal.out))
    return deadLetterJson(letter)
  }
}
