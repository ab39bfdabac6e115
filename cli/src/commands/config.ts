import { BaseCommand } from '../base-command.ts'
import { configTable } from '../ui/config-table.ts'

export default class Config extends BaseCommand<typeof Config> {
  static override summary = 'Print every setting, its value and where it came from'
  static override description =
    'The order: flag, its MSCTL_* variable, the plain name in the environment, .env of the working folder, default. Passwords are shown as ***.'
  static override examples = [
    '<%= config.bin %> config',
    'MYSQL_PORT=3307 <%= config.bin %> config',
    '<%= config.bin %> config --json',
  ]

  override async run(): Promise<object> {
    const settings = [...this.settings.values()].map(({ name, value, origin, isSecret }) => ({
      name,
      value: isSecret ? '***' : value,
      origin,
    }))
    this.terminal.result(configTable(settings))
    return { settings }
  }
}
