import type { CompletedCommand, CompletedFlag } from './completion-model.ts'

export function fishCompletion(commands: readonly CompletedCommand[]): string {
  return [
    '# fish completion for msctl: msctl completion fish > ~/.config/fish/completions/msctl.fish',
    'complete -c msctl -f',
    ...commands.flatMap(({ names, summary }) =>
      names.map((name) => `complete -c msctl -n __fish_use_subcommand -a ${name} -d ${quote(summary)}`),
    ),
    ...commands.flatMap(commandLines),
    '',
  ].join('\n')
}

function commandLines({ names, flags, values }: CompletedCommand): readonly string[] {
  const condition = `-n '__fish_seen_subcommand_from ${names.join(' ')}'`
  return [
    ...flags.map((flag) => `complete -c msctl ${condition} ${flagOptions(flag)}`),
    ...(values.length > 0 ? [`complete -c msctl ${condition} -a ${quote(values.join(' '))}`] : []),
  ]
}

function flagOptions({ name, char, summary, takesValue, values }: CompletedFlag): string {
  return [
    `-l ${name}`,
    ...(char ? [`-s ${char}`] : []),
    ...(takesValue ? ['-x'] : []),
    ...(values.length > 0 ? [`-a ${quote(values.join(' '))}`] : []),
    `-d ${quote(summary)}`,
  ].join(' ')
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
