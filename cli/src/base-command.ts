import { Command, Flags, type Interfaces } from '@oclif/core'
import type { ActionProgress } from './actions/component-progress.ts'
import type { FindStackOptions, FoundStack } from './actions/find-stack.ts'
import { noteCluster } from './actions/stack-place.ts'
import { type ExitCode, MsctlError } from './errors.ts'
import { toFailure } from './failure.ts'
import { isJsonWanted } from './json-wanted.ts'
import { type Folders, foldersOf } from './lib/folders.ts'
import type { Run } from './lib/run.ts'
import { type Interruption, listenForInterruption } from './lib/signals.ts'
import { repeatFlags } from './repeat-flags.ts'
import { stackName } from './stack/create-stack.ts'
import { resolveSettings, type Settings } from './stack/settings.ts'
import { targetNames } from './stack/target-names.ts'
import { contextSetting, targetSetting } from './stack/target-setting.ts'
import { failureText } from './ui/failure-text.ts'
import { foldedReport } from './ui/folded-report.ts'
import { openProgressView } from './ui/open-progress-view.ts'
import { createTerminal, type Terminal } from './ui/terminal.ts'
import { withEnvTwins } from './with-env-twins.ts'

type FlagsOf<T extends typeof Command> = Interfaces.InferredFlags<(typeof BaseCommand)['baseFlags'] & T['flags']>
type ArgsOf<T extends typeof Command> = Interfaces.InferredArgs<T['args']>

/**
 * What all commands share: flags, output, signals, exit codes. A command overrides `run()`, prints for people through
 * `terminal` and returns its result, an object, which `--json` prints with `"schema": 1`. It throws MsctlError for what the user
 * can act on, sets another exit code with `exitWith`, and never ends the process.
 */
export abstract class BaseCommand<T extends typeof Command> extends Command {
  static override baseFlags = withEnvTwins({
    target: Flags.option({ options: ['auto', ...targetNames] as const, helpGroup: 'GLOBAL' })({
      summary: 'Where the stack runs',
    }),
    context: Flags.string({
      summary: 'Context of the kubeconfig: which cluster; with minikube its profile',
      helpGroup: 'GLOBAL',
      helpValue: 'NAME',
    }),
    name: Flags.string({ summary: 'Name of the stack', helpGroup: 'GLOBAL', helpValue: 'NAME' }),
    json: Flags.boolean({ summary: 'One JSON document on stdout instead of text', helpGroup: 'GLOBAL' }),
    quiet: Flags.boolean({ char: 'q', summary: 'No progress, no colour', helpGroup: 'GLOBAL' }),
    'show-commands': Flags.boolean({ summary: 'Print the commands that this stands for', helpGroup: 'GLOBAL' }),
  })

  protected flags!: FlagsOf<T>
  protected args!: ArgsOf<T>
  protected terminal: Terminal = createTerminal({ isJson: false, isQuiet: false })
  protected readonly folders: Folders = foldersOf()
  #interruption: Interruption | undefined
  #settings: Settings | undefined

  protected override async init(): Promise<void> {
    await super.init()
    this.#interruption = listenForInterruption()
    this.terminal = createTerminal({ isJson: this.jsonEnabled(), isQuiet: false })
    const { args, flags } = await this.parse({
      flags: this.ctor.flags,
      baseFlags: BaseCommand.baseFlags,
      args: this.ctor.args,
      strict: this.ctor.strict,
    })
    this.args = args as ArgsOf<T>
    this.flags = flags as FlagsOf<T>
    this.terminal = createTerminal({ isJson: this.jsonEnabled(), isQuiet: this.flags.quiet })
  }

  /** Aborted by the first Ctrl-C or SIGTERM. */
  protected get signal(): AbortSignal {
    if (!this.#interruption) throw new Error('init() did not run')
    return this.#interruption.signal
  }

  /** What effects are given; `report` goes to stderr as a line unless told otherwise. */
  protected effects(report: (text: string) => void = (text) => this.terminal.progress(text)): Run {
    return {
      signal: this.signal,
      report,
      showCommand: (command) => {
        if (this.flags['show-commands']) this.terminal.err.line(this.terminal.err.paint('dim', `$ ${command}`))
      },
    }
  }

  /** Runs an action that tells its progress, and draws it meanwhile. */
  protected async watch<R>(action: (progress: ActionProgress) => Promise<R>): Promise<R> {
    await using view = openProgressView(this.terminal)
    return await action(view)
  }

  /** Flags, environment, `.env` of the working folder and defaults, in this order. */
  protected get settings(): Settings {
    this.#settings ??= resolveSettings({ flags: this.flags as Record<string, string | number | undefined> })
    return this.#settings
  }

  /** The running stack that `--name` and `--target` mean, or undefined. */
  protected async findStack(): Promise<FoundStack | undefined> {
    const { findStack } = await import('./actions/find-stack.ts')
    return this.#named(await findStack(this.stackWanted()))
  }

  /** The running stack that `--name` and `--target` mean; throws MSCTL_NO_STACK. `isDownFine`: one that was taken down will do. */
  protected async needStack(options: { isDownFine?: boolean } = {}): Promise<FoundStack> {
    const { needStack } = await import('./actions/find-stack.ts')
    return this.#named(await needStack({ ...this.stackWanted(), ...options }))
  }

  #named<F extends FoundStack | undefined>(found: F): F {
    if (found) noteCluster(found.target, this.terminal.progress)
    return found
  }

  protected stackWanted(): FindStackOptions {
    const target = targetSetting(this.settings)
    return {
      name: stackName(this.settings),
      target: target === 'auto' ? undefined : target,
      context: contextSetting(this.settings),
      isClusterFine: true,
      folders: this.folders,
      run: this.effects(),
    }
  }

  /** The exit code for a command that still has a result to return. */
  protected exitWith(code: ExitCode): void {
    process.exitCode = code
  }

  override jsonEnabled(): boolean {
    return isJsonWanted(this.argv)
  }

  /** Of a command that prints one object a line with --json: an error is one more. */
  protected isJsonByLine(): boolean {
    return false
  }

  protected override logJson(json: unknown): void {
    this.terminal.out.data(JSON.stringify(json, null, this.isJsonByLine() ? undefined : 2))
  }

  protected override toSuccessJson(result: object): object {
    return { schema: 1, ...result }
  }

  protected override async catch(thrown: unknown): Promise<void> {
    const plain = toFailure(thrown, {
      knownFlags: Object.keys({ ...BaseCommand.baseFlags, ...this.ctor.flags }),
      help: `msctl ${this.id?.replaceAll(':', ' ')} --help`,
      ...(this.#interruption ? { signal: this.#interruption.signal } : {}),
    })
    // Settings that could not be read are what failed.
    const settings = this.#settings
    const suggestions = plain.suggestions.map((one) => (settings ? repeatFlags(one, settings) : one))
    const failure = { ...plain, suggestions }
    process.exitCode = failure.exit
    if (this.jsonEnabled()) this.logJson({ schema: 1, error: failure })
    else this.terminal.err.line(`${foldedReport(failure, process.env)}${failureText(failure, this.terminal.err)}`)
  }

  protected override async finally(): Promise<void> {
    this.#interruption?.[Symbol.dispose]()
  }

  /** For arguments and flags that cannot be: exit 2. */
  protected refuse(message: string, suggestions: readonly string[] = []): never {
    throw new MsctlError('MSCTL_USAGE', message, { suggestions })
  }
}
