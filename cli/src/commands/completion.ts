import { Args } from '@oclif/core'
import { BaseCommand } from '../base-command.ts'

const shells = ['bash', 'zsh', 'fish'] as const

export default class Completion extends BaseCommand<typeof Completion> {
  static override summary = 'Print the completion script for a shell'
  static override description =
    'Completes commands, flags, their values and component names without calling any program; ids of dead letters it asks msctl for.'
  static override examples = [
    '<%= config.bin %> completion bash > ~/.local/share/bash-completion/completions/msctl',
    '<%= config.bin %> completion zsh > ~/.zfunc/_msctl',
    '<%= config.bin %> completion fish > ~/.config/fish/completions/msctl.fish',
  ]
  static override args = {
    shell: Args.option({ options: shells })({ required: true, description: 'Which shell' }),
  }

  override async run(): Promise<object> {
    const { completionModel } = await import('../actions/completion-model.ts')
    const script = (await generatorOf(this.args.shell))(completionModel(this.config.commands))
    if (!this.jsonEnabled()) this.terminal.out.data(script.trimEnd())
    return { shell: this.args.shell, script }
  }
}

async function generatorOf(shell: (typeof shells)[number]) {
  switch (shell) {
    case 'bash':
      return (await import('../actions/bash-completion.ts')).bashCompletion
    case 'zsh':
      return (await import('../actions/zsh-completion.ts')).zshCompletion
    case 'fish':
      return (await import('../actions/fish-completion.ts')).fishCompletion
  }
}
