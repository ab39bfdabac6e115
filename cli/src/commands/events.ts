import { Flags } from '@oclif/core'
import type { EventLine } from '../actions/events.ts'
import { BaseCommand } from '../base-command.ts'
import { renderEvent } from '../ui/render-events.ts'
import { withEnvTwins } from '../with-env-twins.ts'

export default class Events extends BaseCommand<typeof Events> {
  static override summary = 'Show the last events on the topic, or the dead letters'
  static override description =
    'A line an event: time, partition/offset, key (the user id), event id, e-mail. With --json one document; with --json -f one JSON object a line.'
  static override examples = [
    '<%= config.bin %> events',
    '<%= config.bin %> events -f',
    '<%= config.bin %> events --dlq --tail 50',
  ]
  static override flags = withEnvTwins({
    follow: Flags.boolean({ char: 'f', summary: 'Go on with new events until Ctrl-C' }),
    dlq: Flags.boolean({ summary: 'The dead letters, with where they came from and why' }),
    tail: Flags.integer({ char: 'n', summary: 'The last N', default: 10, min: 0, max: 1_000_000, helpValue: 'N' }),
  })

  override async run(): Promise<object | undefined> {
    const { stack, target } = await this.needStack()
    const { follow: isFollowing, dlq: isDeadLetters, tail } = this.flags
    const { events } = await import('../actions/events.ts')
    const shown: EventLine[] = []
    const { out } = this.terminal
    const unread = new AbortController()
    const onEvent = (event: EventLine): void => {
      if (out.isClosed()) unread.abort()
      if (!isFollowing) shown.push(event)
      if (!this.terminal.isJson) out.line(renderEvent(event, out))
      else if (isFollowing) out.data(JSON.stringify(event))
    }
    const run = this.effects()
    const signal = AbortSignal.any([run.signal, unread.signal])
    await events(stack, target, { isDeadLetters, isFollowing, tail, onEvent }, { ...run, signal })
    this.signal.throwIfAborted()
    if (!isFollowing && shown.length === 0) this.terminal.progress(isDeadLetters ? 'no dead letters' : 'no events yet')
    return isFollowing ? undefined : { events: shown }
  }

  protected override isJsonByLine(): boolean {
    return this.flags?.follow ?? false
  }
}
