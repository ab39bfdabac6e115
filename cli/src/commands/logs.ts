import { Args, Flags } from '@oclif/core'
import { logLevels } from '../actions/log-entry.ts'
import type { LogsOptions } from '../actions/logs.ts'
import { BaseCommand } from '../base-command.ts'
import { parseDuration } from '../lib/parse-duration.ts'
import { toComponentNames } from '../stack/choose-components.ts'
import { componentNames } from '../stack/components.ts'
import { logLine } from '../ui/log-line.ts'
import { withEnvTwins } from '../with-env-twins.ts'

export default class Logs extends BaseCommand<typeof Logs> {
  static override summary = 'Show what the components log, in one line shape'
  static override description =
    'With --json one JSON object a line: component, replica, time, level, message, fields. Works after down and after a failed up, too.'
  static override examples = [
    '<%= config.bin %> logs -f user-service notification-service',
    '<%= config.bin %> logs --level warn --since 10m',
    '<%= config.bin %> logs kafka --previous',
  ]
  static override args = { component: Args.string({ multiple: true, description: 'Only these; without, all' }) }
  static override flags = withEnvTwins({
    follow: Flags.boolean({ char: 'f', summary: 'Go on with new lines until Ctrl-C' }),
    tail: Flags.string({
      char: 'n',
      summary: 'The last N lines of each component, or all; 200 where nothing else says which',
      helpValue: 'N',
    }),
    since: Flags.string({ summary: 'Not older than 10m, 2h or a time in ISO 8601', helpValue: 'TIME' }),
    level: Flags.option({ options: logLevels })({ summary: 'That level and worse' }),
    grep: Flags.string({
      summary: 'Only lines in which this regular expression is found; fields count as they are shown, name=value',
      helpValue: 'REGEX',
    }),
    timestamps: Flags.boolean({ char: 't', summary: 'Full times in UTC' }),
    previous: Flags.boolean({ char: 'p', summary: 'Of the process before the one that runs now' }),
  })

  override async run(): Promise<undefined> {
    const typed = toComponentNames(this.args.component ?? [])
    const found = await this.needStack({ isDownFine: true })
    const known = found.stack.components.map(({ name }) => name)
    const components = toComponentNames(typed, known)
    const isDown = found.record.downAt !== undefined
    if (isDown) this.terminal.progress(`"${found.stack.name}" is down: its last lines`)
    const { logs } = await import('../actions/logs.ts')
    const names = components.length > 0 ? components : componentNames
    const { out } = this.terminal
    const options = {
      nameWidth: Math.max(...names.map((name) => name.length)),
      isFullTime: this.flags.timestamps,
      hasReplicas: (name: string) => found.stack.components.some((one) => one.name === name && one.replicas > 1),
    }
    for await (const entry of logs(found, { ...this.#options(isDown), components }, this.effects())) {
      out.data(this.jsonEnabled() ? JSON.stringify(entry) : logLine(entry, out, options))
      await out.flushed()
      if (out.isClosed()) break
    }
    this.signal.throwIfAborted()
  }

  /** Of a stack that is down, nothing runs now and nothing more will come. */
  #options(isDown: boolean): Omit<LogsOptions, 'components'> {
    const { level } = this.flags
    const follow = this.flags.follow && !isDown
    const previous = this.flags.previous || isDown
    const tail = this.#tail()
    const since = this.#since()
    const pattern = this.#pattern()
    return {
      follow,
      previous,
      ...(tail === undefined ? {} : { tail }),
      ...(since === undefined ? {} : { since }),
      ...(level === undefined ? {} : { level }),
      ...(pattern === undefined ? {} : { pattern }),
    }
  }

  protected override isJsonByLine(): boolean {
    return true
  }

  #tail(): number | undefined {
    const { since, level, grep } = this.flags
    // Who asks for lines of a time, a level or a text means all such lines.
    const { tail = (since ?? level ?? grep) === undefined ? '200' : 'all' } = this.flags
    if (tail === 'all') return undefined
    if (!/^\d{1,9}$/.test(tail)) this.refuse(`--tail ${tail}: not a number of lines`, ['--tail 100', '--tail all'])
    return Number(tail)
  }

  #since(): Date | undefined {
    const { since } = this.flags
    if (since === undefined) return undefined
    const ms = parseDuration(since)
    const date = ms === undefined ? new Date(since) : new Date(Date.now() - ms)
    if (Number.isNaN(date.getTime())) {
      this.refuse(`--since ${since}: not a time`, ['--since 10m', `--since ${new Date().toISOString()}`])
    }
    return date
  }

  #pattern(): RegExp | undefined {
    const { grep } = this.flags
    if (grep === undefined) return undefined
    try {
      return new RegExp(grep)
    } catch (error) {
      return this.refuse(`--grep ${grep}: ${error instanceof Error ? error.message : error}`)
    }
  }
}
