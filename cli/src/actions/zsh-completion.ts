import type { CompletedCommand, CompletedFlag } from './completion-model.ts'

export function zshCompletion(commands: readonly CompletedCommand[]): string {
  const described = commands.flatMap(({ names, summary }) => names.map((name) => quote(`${name}:${summary}`)))
  return `#compdef msctl
# zsh completion for msctl: msctl completion zsh > ~/.zfunc/_msctl, with ~/.zfunc in fpath
compdef _msctl msctl
_msctl() {
  local context state line
  local -a commands
  commands=(
    ${described.join('\n    ')}
  )
  _arguments -C '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
${commands.map(commandCase).join('\n')}
      esac
      ;;
  esac
}
# Read as a function of that name, it is called at once the first time.
[[ $funcstack[1] != _msctl ]] || _msctl
`
}

function commandCase({ names, flags, values }: CompletedCommand): string {
  const specs = [
    ...flags.flatMap(flagSpecs),
    quote('--help[Show help]'),
    ...(values.length > 0 ? [quote(`*:argument:(${values.join(' ')})`)] : []),
  ]
  return `        ${names.join('|')})\n          _arguments ${specs.join(' \\\n            ')}\n          ;;`
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
