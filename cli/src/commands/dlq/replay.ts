import { Args, Flags } from '@oclif/core'
import type { Repair } from '../../actions/prepare-replays.ts'
import type { ReplayResult } from '../../actions/replay-dead-letters.ts'
import { BaseCommand } from '../../base-command.ts'
import { exitCodes } from '../../errors.ts'
import { durationFlag } from '../../flags.ts'
import { plural } from '../../lib/units.ts'
import { confirm } from '../../ui/confirm.ts'
import { renderReplay } from '../../ui/render-replay.ts'
import { withEnvTwins } from '../../with-env-twins.ts'

export default class DlqReplay extends BaseCommand<typeof DlqReplay> {
  static override summary = 'Send dead letters to their topic again, repaired where needed'
  static override description =
    'Key, headers and event id stay, so an event that had its effect has none again; a header names the letter that it replays. Then waits until notification-service has handled each, and says what became of it. What could not be read will not be read the second time either: --edit or --payload repairs it. Exits 7 when one died again, else 5 when one still waits.'
  static override examples = [
    '<%= config.bin %> dlq replay 0-12 --edit',
    '<%= config.bin %> dlq replay 0-12 --payload repaired.json',
    '<%= config.bin %> dlq replay 0-12 0-13 --dry-run',
    '<%= config.bin %> dlq replay --all --reason "data too long" --yes',
  ]
  static override args = {
    letter: Args.string({
      multiple: true,
      description: 'Their ids in msctl dlq list: partition and offset, like 0-12',
    }),
  }
  static override flags = withEnvTwins({
    all: Flags.boolean({ summary: 'All that are open' }),
    reason: Flags.string({
      summary: 'Of --all those whose reason contains this',
      helpValue: 'TEXT',
      dependsOn: ['all'],
    }),
    payload: Flags.string({ summary: 'Send this instead of the payload; - reads it from stdin', helpValue: 'FILE' }),
    edit: Flags.boolean({ summary: 'Repair the payload in your editor first', exclusive: ['payload', 'json'] }),
    'dry-run': Flags.boolean({ summary: 'Show what would be sent, send nothing' }),
    yes: Flags.boolean({ char: 'y', summary: 'Do not ask before --all' }),
    timeout: durationFlag({
      summary: 'How long to wait until they are handled',
      default: 30_000,
    }),
  })

  override async run(): Promise<object> {
    const { reason, timeout: timeoutMs } = this.flags
    const [isAll, isDryRun] = [Boolean(this.flags.all), Boolean(this.flags['dry-run'])]
    const ids = this.args.letter ?? []
    if (isAll === ids.length > 0) this.refuse('name dead letters by their ids, or give --all', ['msctl dlq list'])
    const repair = await this.#repair(ids)
    const { stack, target, folders } = await this.needStack()
    const { replayDeadLetters } = await import('../../actions/replay-dead-letters.ts')
    const options = {
      choice: isAll ? ({ ids: 'all-open', reason } as const) : { ids },
      repair,
      agree: (count: number) => this.#agree(count),
      isDryRun,
      timeoutMs,
    }
    const result = await replayDeadLetters(stack, target, folders, options, this.effects())
    this.terminal.result(renderReplay(result, this.terminal.out))
    this.#exitBy(result)
    return result
  }

  async #repair(ids: readonly string[]): Promise<Repair | undefined> {
    const { payload, edit: isEdited } = this.flags
    if (payload === undefined && !isEdited) return undefined
    if (ids.length !== 1) this.refuse(`${isEdited ? '--edit' : '--payload'} repairs one dead letter: name just one`)
    const { payloadFrom, editPayload } = await import('../../ui/repair-payload.ts')
    if (payload !== undefined) {
      const content = payloadFrom(payload)
      return async () => content
    }
    const { whyUnreadable } = await import('../../actions/replay-message.ts')
    return (letter) => editPayload(letter, whyUnreadable, this.terminal, this.signal)
  }

  async #agree(count: number): Promise<void> {
    if (!this.flags.all || this.flags.yes) return
    if (!this.terminal.isLive || !process.stdin.isTTY) {
      this.refuse(`nothing was sent: there is no terminal to ask on, and ${plural(count, 'dead letter')} to replay`, [
        'msctl dlq replay --all --yes',
        'msctl dlq replay --all --dry-run',
      ])
    }
    const question = `Replay ${plural(count, 'open dead letter')} unchanged?`
    if (!(await confirm(question, this.signal))) this.refuse('nothing was sent: it was not agreed to')
  }

  #exitBy({ replays }: ReplayResult): void {
    if (replays.some(({ outcome }) => outcome === 'dead-lettered')) this.exitWith(exitCodes.checkFailed)
    else if (replays.some(({ outcome }) => outcome === 'waiting')) this.exitWith(exitCodes.notReady)
  }
}
