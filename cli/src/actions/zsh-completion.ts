import { type CompletedCommand, type CompletedFlag, type CompletedTopic, topicsOf } from './completion-model.ts'

export function zshCompletion(commands: readonly CompletedCommand[]): string {
  const described = commands
    .flatMap(({ names, summary }) => names.map((name) => ({ name, summary })))
    .filter(({ name }) => !name.includes(' '))
    .map(({ name, summary }) => quote(`${name}:${summary}`))
  const topics = topicsOf(commands)
  return `#compdef msctl
# zsh completion for msctl: msctl completion zsh > ~/.zfunc/_msctl, with ~/.zfunc in fpath
compdef _msctl msctl
_msctl() {
  local context state line
  local -a commands
  commands=(
    ${[...described, ...topics.map(({ name }) => name)].join('\n    ')}
  )
  _arguments -C '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      local command=$words[1]
      case $command in
${topics.map(topicCase).join('\n')}
      esac
      case $command in
${commands.map(commandCase).join('\n')}
      esac
      ;;
  esac
}
# Read as a function of that name, it is called at once the first time.
[[ $funcstack[1] != _msctl ]] || _msctl
`
}

/** The second word is part of the command; after it the rest is completed as for any other. */
function topicCase({ name, commands }: CompletedTopic): string {
  const described = commands.flatMap(({ names, summary }) =>
    names.map((full) => quote(`${full.slice(name.length + 1)}:${summary}`)),
  )
  return `        ${name})
          if ((CURRENT == 2)); then
            commands=(${described.join(' ')})
            _describe command commands
            return
          fi
          command="$words[1] $words[2]"
          shift words
          ((CURRENT--))
          ;;`
}

function commandCase({ names, flags, values, valuesFrom }: CompletedCommand): string {
  const specs = [
    ...flags.flatMap(flagSpecs),
    quote('--help[Show help]'),
    ...(values.length > 0 ? [quote(`*:argument:(${values.join(' ')})`)] : []),
    ...(valuesFrom === undefined ? [] : [quote(`*:argument:{compadd -- $(${valuesFrom})}`)]),
  ]
  return `        ${names.map((name) => (name.includes(' ') ? quote(name) : name)).join('|')})\n          _arguments ${specs.join(' \\\n            ')}\n          ;;`
}

function flagSpecs({ name, char, summary, takesValue, values }: CompletedFlag): readonly string[] {
  const text = `[${summary.replaceAll(/[[\]]/g, '\\$&').replaceAll(':', '\\:')}]`
  const value = takesValue ? `:${name}:${values.length > 0 ? `(${values.join(' ')})` : ' '}` : ''
  const long = quote(`--${name}${takesValue ? '=' : ''}${text}${value}`)
  return char ? [long, quote(`-${char}${text}${value}`)] : [long]
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
