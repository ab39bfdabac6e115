import { Flags } from '@oclif/core'
import { BaseCommand } from '../base-command.ts'
import { exitCodes } from '../errors.ts'
import { downText } from '../ui/down-text.ts'
import { withEnvTwins } from '../with-env-twins.ts'

export default class Down extends BaseCommand<typeof Down> {
  static override summary = 'Remove the stack; with -v its data, logs and reports too'
  static override description =
    'Looks again for survivors when it is done, names them and exits 8. Idempotent: without a stack it says so and exits 0.'
  static override examples = [
    '<%= config.bin %> down',
    '<%= config.bin %> down -v --name other',
    { description: 'On Minikube: its profile, too', command: '<%= config.bin %> down --stop' },
  ]
  static override flags = withEnvTwins({
    volumes: Flags.boolean({ char: 'v', summary: 'Remove data, logs, ledgers and reports too' }),
    stop: Flags.boolean({ summary: 'Stop the Minikube profile, too', exclusive: ['delete'] }),
    delete: Flags.boolean({ summary: 'Delete the Minikube profile that up made, with all that is in it' }),
  })

  override async run(): Promise<object> {
    const { down } = await import('../actions/down.ts')
    const result = await this.watch((progress) =>
      down({
        settings: this.settings,
        folders: this.folders,
        volumes: this.flags.volumes,
        fate: this.#fate(),
        run: this.effects(progress.note),
        note: progress.note,
      }),
    )
    if (result.leftBehind.length > 0) this.exitWith(exitCodes.leftBehind)
    this.terminal.result(downText(result, this.terminal.out))
    return result
  }

  #fate(): 'stop' | 'remove' | undefined {
    if (this.flags.stop) return 'stop'
    return this.flags.delete ? 'remove' : undefined
  }
}
