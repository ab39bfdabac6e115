import { Flags } from '@oclif/core'
import { BaseCommand } from '../base-command.ts'
import { addressesOf } from '../stack/addresses.ts'
import { shellExports } from '../stack/shell-exports.ts'
import { addressTable } from '../ui/address-table.ts'
import { withEnvTwins } from '../with-env-twins.ts'

export default class Urls extends BaseCommand<typeof Urls> {
  static override summary = 'Print every address of the running stack'
  static override examples = ['<%= config.bin %> urls', 'eval "$(<%= config.bin %> urls --export)"']
  static override flags = withEnvTwins({
    export: Flags.boolean({ summary: 'As export lines for a shell; no passwords' }),
  })

  override async run(): Promise<object> {
    const { stack, target } = await this.needStack()
    const statuses = await target.status(stack, this.effects())
    const skipped = statuses.filter(({ state }) => state === 'skipped').map(({ name }) => name)
    const addresses = addressesOf(stack, skipped)
    this.terminal.result(this.flags.export ? shellExports(stack, addresses) : addressTable(addresses))
    return {
      name: stack.name,
      addresses: addresses.map(({ name, component, address }) => ({ name, component, address })),
    }
  }
}
