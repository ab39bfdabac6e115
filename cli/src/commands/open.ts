import { Args } from '@oclif/core'
import { BaseCommand } from '../base-command.ts'
import { suggest } from '../lib/suggest.ts'
import { type Address, addressesOf } from '../stack/addresses.ts'

export default class Open extends BaseCommand<typeof Open> {
  static override summary = 'Open a page of the running stack in the browser'
  static override description = 'Where no browser can be opened, and for what is no page, it prints the address.'
  static override examples = ['<%= config.bin %> open docs', '<%= config.bin %> open prometheus']
  static override args = {
    what: Args.string({
      required: true,
      description: 'docs, gateway, prometheus, grafana … (msctl urls --json names all)',
    }),
  }

  override async run(): Promise<object> {
    const { stack, target } = await this.needStack()
    const found = this.#find(addressesOf(stack))
    const statuses = await target.status(stack, this.effects())
    const leftOut = statuses.find(({ name, state }) => name === found.component && state === 'skipped')
    if (leftOut) this.refuse(`${found.name} does not run: ${leftOut.detail}`, ['msctl urls: what can be opened'])
    const { openPage } = await import('../actions/open-page.ts')
    const isOpened = found.isPage && !this.jsonEnabled() && (await openPage(found.address))
    this.terminal.result(isOpened ? `opened ${found.address}` : found.address)
    return { name: found.name, address: found.address, isOpened }
  }

  /** By its own name, or by that of its component. */
  #find(addresses: readonly Address[]): Address {
    const { what } = this.args
    const found = addresses.find(({ name }) => name === what) ?? addresses.find(({ component }) => component === what)
    if (found) return found
    const known = addresses.map(({ name }) => name)
    return this.refuse(
      `nothing to open is called "${what}"; known: ${known.join(', ')}`,
      suggest(what, known).map((name) => `did you mean msctl open ${name}?`),
    )
  }
}
