import { Args, Flags } from '@oclif/core'
import type { SetupPlan, StepResult } from '../actions/setup.ts'
import { BaseCommand } from '../base-command.ts'
import { exitCodes } from '../errors.ts'
import { confirm } from '../ui/confirm.ts'
import { setupJson, setupPlanText, setupText } from '../ui/setup-text.ts'
import { openSetupView } from '../ui/setup-view.ts'
import { withEnvTwins } from '../with-env-twins.ts'

export default class Setup extends BaseCommand<typeof Setup> {
  static override summary = 'Fetch what the local target needs into the cache'
  static override description =
    'Looks for each tool on PATH and in the cache, and fetches what is missing: packages of Debian and Ubuntu are downloaded and unpacked, jars come by Maven, Traefik is built with Go. Nothing is installed system-wide, no system service is started, no rights are needed. On other systems it prints the commands for what it cannot fetch.'
  static override examples = [
    '<%= config.bin %> setup',
    '<%= config.bin %> setup --yes',
    { description: 'Only the database page', command: '<%= config.bin %> setup adminer' },
    { description: 'Remove all that was fetched', command: '<%= config.bin %> setup --clean' },
  ]
  static override args = {
    tool: Args.string({ multiple: true, description: 'Only these; all when none is named' }),
  }
  static override flags = withEnvTwins({
    yes: Flags.boolean({ char: 'y', summary: 'Do not ask' }),
    clean: Flags.boolean({ summary: 'Remove the caches instead' }),
  })

  override async run(): Promise<object> {
    if (this.flags.clean) return this.clean()
    const typed = this.args.tool ?? []
    const { planSetup, toToolNames, carryOutSetup, blocking } = await import('../actions/setup.ts')
    const plan = await planSetup(this.folders, toToolNames(typed))
    const isWork = plan.steps.length > 0
    if (isWork) await this.agree(setupPlanText(plan, this.folders.cache, this.terminal.out), plan)
    let results: readonly StepResult[] = []
    if (isWork) {
      await using view = openSetupView(this.terminal, plan.steps)
      results = await carryOutSetup(plan, this.folders, this.effects(view.report), view)
    }
    const missing = blocking(plan, typed)
    if (missing.length > 0) this.exitWith(exitCodes.machineLacks)
    this.terminal.result(setupText(plan, results, missing, this.terminal.out))
    return setupJson(plan, results)
  }

  private async clean(): Promise<object> {
    if ((this.args.tool ?? []).length > 0) this.refuse('--clean removes all caches and takes no names')
    const { cleanCaches } = await import('../actions/setup.ts')
    await this.agree(`All below ${this.folders.cache} will be removed.`)
    const removed = await cleanCaches(this.folders, this.effects())
    this.terminal.result(removed.length === 0 ? 'Nothing was cached.' : `Removed ${removed.join(', ')}`)
    return { removed }
  }

  /** Shows what will be done and waits for a yes, unless --yes was given. */
  private async agree(what: string, plan?: SetupPlan): Promise<void> {
    this.terminal.progress(what)
    if (this.flags.yes) return
    if (!this.terminal.isLive || !process.stdin.isTTY) {
      this.refuse(
        `nothing was done: there is no terminal to ask on${plan ? `, and ${plan.steps.length} steps to do` : ''}`,
        [`msctl setup ${[...this.argv, '--yes'].join(' ')}`],
      )
    }
    if (!(await confirm('Go on?', this.signal))) this.refuse('nothing was done: it was not agreed to')
  }
}
