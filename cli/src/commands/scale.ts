import { Args } from '@oclif/core'
import { BaseCommand } from '../base-command.ts'
import { durationFlag } from '../flags.ts'
import { toComponentNames } from '../stack/choose-components.ts'
import type { ComponentName } from '../stack/components.ts'
import { progressJson } from '../ui/progress-json.ts'
import { readyTable } from '../ui/ready-table.ts'
import { withEnvTwins } from '../with-env-twins.ts'

export default class Scale extends BaseCommand<typeof Scale> {
  static override summary = 'Run so many replicas of a service; routes and scrape targets follow'
  static override examples = [
    '<%= config.bin %> scale notification-service=3',
    '<%= config.bin %> scale user-service=2 notification-service=2',
  ]
  static override args = {
    'component=n': Args.string({
      multiple: true,
      required: true,
      description: 'Service and number of replicas, 0 to 9',
    }),
  }
  static override flags = withEnvTwins({
    timeout: durationFlag({ summary: 'How long to wait', default: 180_000 }),
  })

  override async run(): Promise<object> {
    const replicas = new Map(this.args['component=n'].map((text) => this.#parse(text)))
    const { scale } = await import('../actions/scale.ts')
    const wanted = this.stackWanted()
    const waitedFor = await this.watch((progress) =>
      scale({ wanted, replicas, timeoutMs: this.flags.timeout, run: this.effects(progress.note), progress }),
    )
    this.terminal.result(readyTable(waitedFor, this.terminal.out))
    return { name: wanted.name, replicas: Object.fromEntries(replicas), components: progressJson(waitedFor) }
  }

  #parse(text: string): readonly [ComponentName, number] {
    const { name, count } = /^(?<name>[^=]+)=(?<count>\d)$/.exec(text)?.groups ?? {}
    if (name === undefined || count === undefined) {
      return this.refuse(`"${text}" is not COMPONENT=N with N from 0 to 9`, ['msctl scale notification-service=3'])
    }
    const [component] = toComponentNames([name])
    if (component === undefined) throw new Error(`no component for "${name}"`)
    return [component, Number(count)]
  }
}
