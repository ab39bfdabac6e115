import { type CompletedCommand, type CompletedFlag, topicsOf } from './completion-model.ts'

export function fishCompletion(commands: readonly CompletedCommand[]): string {
  return [
    '# fish completion for msctl: msctl completion fish > ~/.config/fish/completions/msctl.fish',
    'complete -c msctl -f',
    ...commands.flatMap(({ names, summary }) =>
      names.map((name) => `complete -c msctl ${isNext(name)} -d ${quote(summary)}`),
    ),
    ...topicsOf(commands).map(({ name }) => `complete -c msctl -n __fish_use_subcommand -a ${name}`),
    ...commands.flatMap(commandLines),
    '',
  ].join('\n')
}

/** When the last word of a command's name is to be typed, and that word. */
function isNext(name: string): string {
  const [first, second] = name.split(' ')
  return second === undefined
    ? `-n __fish_use_subcommand -a ${first}`
    : `-n '__fish_seen_subcommand_from ${first}; and test (count (commandline -opc)) -eq 2' -a ${second}`
}

function commandLines({ names, flags, values, valuesFrom }: CompletedCommand): readonly string[] {
  const [first = '', second] = (names[0] ?? '').split(' ')
  const condition =
    second === undefined
      ? `-n '__fish_seen_subcommand_from ${names.join(' ')}'`
      : `-n '__fish_seen_subcommand_from ${first}; and __fish_seen_subcommand_from ${second}'`
  return [
    ...flags.map((flag) => `complete -c msctl ${condition} ${flagOptions(flag)}`),
    ...(values.length > 0 ? [`complete -c msctl ${condition} -a ${quote(values.join(' '))}`] : []),
    ...(valuesFrom === undefined ? [] : [`complete -c msctl ${condition} -a ${quote(`(${valuesFrom})`)}`]),
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
