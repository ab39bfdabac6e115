import { Args, Flags } from '@oclif/core'
import { BaseCommand } from '../base-command.ts'
import { durationFlag } from '../flags.ts'
import { toComponentNames } from '../stack/choose-components.ts'
import { upJson } from '../ui/up-json.ts'
import { upText } from '../ui/up-text.ts'
import { withEnvTwins } from '../with-env-twins.ts'

export default class Up extends BaseCommand<typeof Up> {
  static override summary = 'Make the stack run and wait until it works'
  static override description =
    'Called again, it starts only what is missing. Each component is asked by its own protocol until it works; at the end a canary goes through the whole path. When a component fails, what was started is removed again (logs, data and a report stay).'
  static override examples = [
    '<%= config.bin %> up',
    { description: 'Kafka and what it needs, without ZooKeeper', command: '<%= config.bin %> up kafka --kafka kraft' },
    { description: 'A second stack beside the first', command: '<%= config.bin %> up --name other --port-offset 100' },
    { description: 'Run user-service yourself on port 8000', command: '<%= config.bin %> up --without user-service' },
  ]
  static override args = {
    component: Args.string({ multiple: true, description: 'Only these and what they depend on' }),
  }
  static override flags = withEnvTwins({
    kafka: Flags.option({ options: ['zookeeper', 'kraft'] as const })({ summary: 'How Kafka is coordinated' }),
    without: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      delimiter: ',',
      summary: 'Leave a component out',
      helpValue: 'COMPONENT',
    }),
    'port-offset': Flags.integer({ summary: 'Added to every port', helpValue: 'N' }),
    bind: Flags.string({ summary: 'Address that ports are bound to', helpValue: 'IP' }),
    build: Flags.boolean({ summary: "Bring services that run already to today's code" }),
    timeout: durationFlag({
      summary: 'How long to wait until all is ready',
      default: 180_000,
    }),
    'keep-on-failure': Flags.boolean({ summary: 'Leave what was started when a component fails' }),
    'no-canary': Flags.boolean({ summary: 'Send no canary through the stack at the end' }),
  })

  override async run(): Promise<object> {
    const components = toComponentNames(this.args.component ?? [])
    const { up } = await import('../actions/up.ts')
    const result = await this.watch((progress) =>
      up({
        settings: this.settings,
        folders: this.folders,
        workingFolder: process.cwd(),
        components,
        without: toComponentNames(this.#without()),
        timeoutMs: this.flags.timeout,
        isCanaryWanted: !this.flags['no-canary'],
        isBuildWanted: this.flags.build,
        isKeptOnFailure: this.flags['keep-on-failure'],
        run: this.effects(progress.note),
        progress,
      }),
    )
    this.terminal.result(upText(result, this.terminal.out))
    return upJson(result)
  }

  /** From its variable the flag comes as one text, which oclif does not take apart. */
  #without(): readonly string[] {
    return [this.flags.without ?? []].flat().flatMap((text) => text.split(','))
  }
}
