import { Args } from '@oclif/core'
import { explain } from '../actions/explain.ts'
import { BaseCommand } from '../base-command.ts'
import { toComponentNames } from '../stack/choose-components.ts'
import { createStack } from '../stack/create-stack.ts'
import { explanationText } from '../ui/explanation-text.ts'

export default class Explain extends BaseCommand<typeof Explain> {
  static override summary = 'Say what a component is, why it waits and what depends on it'
  static override examples = [
    '<%= config.bin %> explain kafka',
    '<%= config.bin %> explain notification-service --json',
  ]
  static override args = { component: Args.string({ required: true, description: 'Which one' }) }

  override async run(): Promise<object> {
    const [name] = toComponentNames([this.args.component])
    if (name === undefined) throw new Error('a required argument is missing')
    const found = await this.findStack()
    const statuses = await found?.target.status(found.stack, this.effects())
    const explanation = explain(found?.stack ?? createStack({ settings: this.settings }), name, statuses)
    this.terminal.result(explanationText(explanation, this.terminal.out))
    return explanation
  }
}
