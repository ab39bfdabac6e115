import {
  type CompletedCommand,
  type CompletedFlag,
  type CompletedTopic,
  firstWords,
  topicsOf,
} from './completion-model.ts'

/** Needs nothing but bash: only for what the running stack alone knows is a program called while completing. */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const names = firstWords(commands)
  const topics = topicsOf(commands)
  return `# bash completion for msctl:
#   msctl completion bash > ~/.local/share/bash-completion/completions/msctl
_msctl() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]} words= value=
  case $command in
${topics.map(({ name }) => `    ${name}) ((COMP_CWORD == 2)) || command+=" \${COMP_WORDS[2]}" ;;`).join('\n')}
  esac
  # bash takes --flag=value for three words.
  if [[ $current == = ]]; then current= value=1
  elif [[ $previous == = ]]; then previous=\${COMP_WORDS[COMP_CWORD-2]} value=1
  fi
  # Of component=n nobody else knows the number.
  if [[ $value && $previous != -* ]]; then COMPREPLY=(); return 0; fi
  if ((COMP_CWORD == 1)); then
    words='${[...names, 'help', '--help', '--version'].join(' ')}'
  else
    case "$command $previous" in
${commands.flatMap(flagCases).join('\n')}
      *)
        case $command in
${commands.map(commandCase).join('\n')}
${topics.map(topicCase).join('\n')}
          help) words='${names.join(' ')}' ;;
        esac
        ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [[ \${COMPREPLY[0]} == *= ]] && compopt -o nospace 2> /dev/null
  return 0
}
complete -F _msctl msctl
`
}

function flagCases({ names, flags }: CompletedCommand): readonly string[] {
  return flags
    .filter(({ takesValue }) => takesValue)
    .map((flag) => {
      const patterns = names.flatMap((name) => spellings(flag).map((spelling) => `'${name} ${spelling}'`))
      return `      ${patterns.join(' | ')}) words='${flag.values.join(' ')}' ;;`
    })
}

function topicCase({ name, commands }: CompletedTopic): string {
  const words = commands.flatMap(({ names }) => names).map((full) => full.slice(name.length + 1))
  return `          ${name}) words='${words.join(' ')}' ;;`
}

function commandCase({ names, flags, values, valuesFrom }: CompletedCommand): string {
  const words = valuesFrom === undefined ? `words='${values.join(' ')}'` : `words=$(${valuesFrom})`
  const all = [...flags.map(({ name }) => `--${name}`), '--help'].join(' ')
  return `          ${names.map((name) => `'${name}'`).join(' | ')}) if [[ $current == -* ]]; then words='${all}'; else ${words}; fi ;;`
}

function spellings({ name, char }: CompletedFlag): readonly string[] {
  return [`--${name}`, ...(char ? [`-${char}`] : [])]
}
