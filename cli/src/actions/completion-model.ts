import type { Command } from '@oclif/core'
import { checks } from '../checks/checks.ts'
import { addressNames } from '../stack/addresses.ts'
import { catalogue, componentNames } from '../stack/components.ts'
import { toolNames } from '../targets/local/tools/tool.ts'

export interface CompletedFlag {
  readonly name: string
  readonly char?: string
  readonly summary: string
  readonly takesValue: boolean
  /** What the value can be, where that is known. */
  readonly values: readonly string[]
}

export interface CompletedCommand {
  readonly names: readonly string[]
  readonly summary: string
  readonly flags: readonly CompletedFlag[]
  /** What its arguments can be, where that is known. */
  readonly values: readonly string[]
  /** A shell command that prints what its arguments can be, where only the running stack knows. */
  readonly valuesFrom?: string
}

/** "dlq" of "dlq list", with what can follow it. */
export interface CompletedTopic {
  readonly name: string
  readonly commands: readonly CompletedCommand[]
}

export function topicsOf(commands: readonly CompletedCommand[]): readonly CompletedTopic[] {
  const inTopics = commands.filter(({ names: [name = ''] }) => name.includes(' '))
  const names = new Set(inTopics.map(({ names: [name = ''] }) => name.split(' ')[0] ?? ''))
  return [...names].map((name) => ({
    name,
    commands: inTopics.filter(({ names: [full = ''] }) => full.startsWith(`${name} `)),
  }))
}

/** The words that can come first: commands that are in no topic, and topics. */
export function firstWords(commands: readonly CompletedCommand[]): readonly string[] {
  const flat = commands.flatMap(({ names }) => names).filter((name) => !name.includes(' '))
  return [...flat, ...topicsOf(commands).map(({ name }) => name)]
}

/** What a shell has to know of each command; from oclif's own description of them, so that it cannot lag behind. */
export function completionModel(commands: readonly Command.Cached[]): readonly CompletedCommand[] {
  return commands
    .filter(({ id, hidden, aliases }) => !hidden && !aliases.includes(id))
    .map(({ id, aliases, summary = '', flags, args }) => ({
      names: [id, ...aliases].map((name) => name.replaceAll(':', ' ')),
      summary,
      flags: Object.entries(flags).map(([name, flag]) => toFlag(name, flag)),
      values: [...new Set(Object.entries(args).flatMap(([name, arg]) => arg.options ?? argumentValues[name] ?? []))],
      ...('letter' in args ? { valuesFrom: letterIds } : {}),
    }))
    .toSorted((a, b) => (a.names[0] ?? '').localeCompare(b.names[0] ?? ''))
}

function toFlag(name: string, flag: Command.Flag.Cached): CompletedFlag {
  const takesValue = flag.type === 'option'
  const own = takesValue ? flag.options : undefined
  return {
    name,
    ...(flag.char ? { char: flag.char } : {}),
    summary: flag.summary ?? flag.description ?? '',
    takesValue,
    values: own ?? (name === 'without' ? componentNames : []),
  }
}

/** The first column of the list. */
const letterIds = `msctl dlq list --quiet --limit 100 2> /dev/null | awk '$1 ~ /^[0-9]+-[0-9]+$/ {print $1}'`

/** Arguments of the same name mean the same in every command. */
const argumentValues: Readonly<Record<string, readonly string[]>> = {
  component: componentNames,
  'component=n': componentNames.filter((name) => catalogue[name].isService).map((name) => `${name}=`),
  what: addressNames,
  tool: toolNames,
  name: checks.map(({ name }) => name),
}
