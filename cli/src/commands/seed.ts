import { Flags } from '@oclif/core'
import type { FoundStack } from '../actions/find-stack.ts'
import type { SeedOptions, SeedResult } from '../actions/seed.ts'
import { BaseCommand } from '../base-command.ts'
import { exitCodes, MsctlError } from '../errors.ts'
import { parseConcurrency, parseCount, parseRate, parseSeed, randomSeed } from '../seed/seed-options.ts'
import { nameFlag } from '../stack/name-flag.ts'
import { openProgressBar } from '../ui/progress-bar.ts'
import { renderSeed } from '../ui/render-seed.ts'
import { withEnvTwins } from '../with-env-twins.ts'

export default class Seed extends BaseCommand<typeof Seed> {
  static override summary = 'Register realistic users through the gateway and keep a ledger of them'
  static override description =
    'The same seed gives the same users again; whoever is there already counts as already present. A request without an answer is repeated until its outcome is known. Ctrl-C stops and keeps the ledger; --resume goes on with the rest.'
  static override examples = [
    '<%= config.bin %> seed --count 10000',
    '<%= config.bin %> seed --count 500 --rate 50 --locale es',
    '<%= config.bin %> seed --count 10000 --seed 7c1f09ab --resume',
  ]
  static override flags = withEnvTwins({
    count: Flags.string({ summary: 'How many users, 1 to 10,000,000', default: '100', helpValue: 'N' }),
    seed: Flags.string({ summary: 'Which users; random unless given', helpValue: 'SEED' }),
    concurrency: Flags.string({ summary: 'Requests at a time', default: '32', helpValue: 'N' }),
    rate: Flags.string({ summary: 'At most so many users a second', helpValue: 'N' }),
    locale: Flags.string({ summary: 'Whose names: a locale of faker', default: 'en', helpValue: 'NAME' }),
    resume: Flags.boolean({ summary: 'Leave out whom the ledger of that seed knows', dependsOn: ['seed'] }),
    direct: Flags.boolean({ summary: 'Straight to user-service, not through the gateway' }),
  })

  override async run(): Promise<object> {
    const count = parseCount(this.flags.count)
    const concurrency = parseConcurrency(this.flags.concurrency)
    const rate = this.flags.rate === undefined ? undefined : parseRate(this.flags.rate)
    const seedName = this.flags.seed === undefined ? randomSeed() : parseSeed(this.flags.seed)
    const { locale, resume: isResumed, direct: isDirect } = this.flags
    const found = await this.needStack()
    const way = isDirect ? 'straight to user-service' : 'through the gateway'
    this.terminal.progress(`Seed ${seedName} (repeat with --seed ${seedName}) · ${way} · ${concurrency} at a time`)
    const result = await this.#seed(found, { count, seed: seedName, locale, concurrency, rate, isDirect, isResumed })
    const name = nameFlag(found.stack.name)
    const again = `msctl seed --count ${count} --seed ${seedName}${isDirect ? ' --direct' : ''} --resume${name}`
    this.terminal.result(renderSeed(result, { check: `msctl check${name}`, again }, this.terminal.out))
    if (result.end === 'interrupted') {
      const { reason } = this.signal
      const code = reason instanceof MsctlError ? reason.code : 'MSCTL_INTERRUPTED'
      throw new MsctlError(code, 'stopped before the end; the ledger is kept', {
        suggestions: [`${again} goes on with the rest`],
        details: { ...result },
      })
    }
    if (result.refused > 0) this.exitWith(exitCodes.componentFailed)
    else if (result.unknown > 0 || result.end === 'gave-up') this.exitWith(exitCodes.unknown)
    return result
  }

  async #seed({ stack, target, folders }: FoundStack, options: Omit<SeedOptions, 'onProgress'>): Promise<SeedResult> {
    const { seed } = await import('../actions/seed.ts')
    using bar = openProgressBar(this.terminal)
    return await seed(stack, target, folders, { ...options, onProgress: bar.update }, this.effects())
  }
}
