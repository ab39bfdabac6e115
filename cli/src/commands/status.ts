import { setTimeout as sleep } from 'node:timers/promises'
import { Flags } from '@oclif/core'
import type { FoundStack } from '../actions/find-stack.ts'
import { BaseCommand } from '../base-command.ts'
import type { ComponentStatus } from '../stack/stack.ts'
import { statusText } from '../ui/status-text.ts'
import { withEnvTwins } from '../with-env-twins.ts'

const watchEveryMs = 1000

export default class Status extends BaseCommand<typeof Status> {
  static override aliases = ['ps']
  static override summary = 'Show each component: state, replicas, memory, restarts, ports'
  static override description =
    'Asks the target what runs and, once, each running component by its own protocol whether it works.'
  static override examples = [
    '<%= config.bin %> status',
    '<%= config.bin %> status --watch',
    '<%= config.bin %> ps --json',
  ]
  static override flags = withEnvTwins({
    watch: Flags.boolean({ char: 'w', summary: 'Show it again every second until Ctrl-C' }),
  })

  override async run(): Promise<object> {
    const found = await this.findStack()
    if (found === undefined) return this.#absent()
    const { openProbes } = await import('../probes/probes.ts')
    await using probes = await openProbes(found.stack, found.target, this.effects())
    const { status } = await import('../actions/status.ts')
    let components = await status(found, probes, this.effects())
    this.#show(found, components)
    while (this.flags.watch && !this.jsonEnabled() && !this.terminal.out.isClosed()) {
      await sleep(watchEveryMs, undefined, { signal: this.signal })
      components = await status(found, probes, this.effects())
      this.#show(found, components)
    }
    const { name } = found.stack
    const { target, context, createdAt } = found.record
    const where = context === undefined ? { target } : { target, context }
    return { name, ...where, createdAt, kafkaMode: found.stack.kafkaMode, components: components.map(withoutEvidence) }
  }

  #show(found: FoundStack, components: readonly ComponentStatus[]): void {
    const text = statusText(found.record, components, this.terminal.out)
    this.terminal.result(this.flags.watch ? this.terminal.out.page(text) : text)
  }

  async #absent(): Promise<object> {
    const { otherStacks } = await import('../actions/find-stack.ts')
    const { name } = this.stackWanted()
    const others = otherStacks(this.stackWanted())
    const hint = others.length > 0 ? `; running under another name: ${others.join(', ')}` : '; msctl up starts one'
    this.terminal.result(`no stack named "${name}" runs${hint}`)
    return { name, target: null, components: [], others }
  }
}

/** Log lines and the like belong to `logs` and to the failure report. */
function withoutEvidence({ evidence: _, ...status }: ComponentStatus): object {
  return status
}
