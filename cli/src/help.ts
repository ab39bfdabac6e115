import { type Command, Help } from '@oclif/core'
import { unknownCommand } from './unknown-command.ts'

/** Commands in the order in which a person meets them; one that is in no group is listed last. */
const groups: readonly (readonly [string, readonly string[]])[] = [
  ['Run the stack', ['up', 'status', 'logs', 'restart', 'scale', 'down']],
  ['Fill and prove it', ['seed', 'check', 'query', 'events', 'dlq:list', 'dlq:show', 'dlq:replay', 'reset']],
  ['Find your way', ['urls', 'open', 'explain', 'config']],
  ['Prepare this machine', ['doctor', 'setup', 'completion']],
]

const examples: readonly (readonly [string, string])[] = [
  ['msctl up', 'make the stack run, wait until it works'],
  ['msctl seed --count 1000', 'register 1,000 users through the gateway'],
  ['msctl check', 'prove that none of them was lost'],
  ['msctl logs -f user-service', 'follow one component'],
  ['msctl down -v', 'remove everything, data too'],
]

export default class MsctlHelp extends Help {
  override async showHelp(argv: string[]): Promise<void> {
    const [first, second] = argv.filter((argument) => !argument.startsWith('-'))
    const isTopic = first !== undefined && this.config.findTopic(first) !== undefined
    const typed = isTopic && second !== undefined ? `${first}:${second}` : first
    if (typed !== undefined && !this.config.findCommand(typed) && !this.config.findTopic(typed)) {
      throw unknownCommand(typed, this.config.commandIDs)
    }
    await super.showHelp(argv)
  }

  protected override async showRootHelp(): Promise<void> {
    const commands = this.config.commands.filter((command) => !command.hidden && !command.aliases.includes(command.id))
    const grouped = new Set(groups.flatMap(([, ids]) => ids))
    const others = commands.filter(({ id }) => !grouped.has(id)).map(({ id }) => id)
    this.log(
      [
        `msctl ${this.config.version}: an event-driven microservice stack on this machine: up, seeded, proven, down again`,
        'Usage: msctl COMMAND [COMPONENT...] [FLAGS]',
        ...[...groups, ['Other', others] as const].flatMap(([title, ids]) => this.#group(title, ids, commands)),
        ['Examples', ...list(examples.map(([command, text]) => [command, text]))].join('\n'),
        'Every command: --target, --name, --json, --quiet, --show-commands; each flag has a variable (--name: MSCTL_NAME).\nMore on one: msctl COMMAND --help',
      ].join('\n\n'),
    )
  }

  #group(title: string, ids: readonly string[], commands: readonly Command.Loadable[]): readonly string[] {
    const rows = ids.flatMap((id) => {
      const command = commands.find((candidate) => candidate.id === id)
      return command ? [[id.replaceAll(':', ' '), command.summary ?? ''] as const] : []
    })
    return rows.length === 0 ? [] : [[title, ...list(rows)].join('\n')]
  }
}

function list(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`)
}
