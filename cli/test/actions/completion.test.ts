import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { bashCompletion } from '../../src/actions/bash-completion.ts'
import { type CompletedCommand, completionModel } from '../../src/actions/completion-model.ts'
import { fishCompletion } from '../../src/actions/fish-completion.ts'
import { zshCompletion } from '../../src/actions/zsh-completion.ts'
import DlqList from '../../src/commands/dlq/list.ts'
import DlqShow from '../../src/commands/dlq/show.ts'
import Open from '../../src/commands/open.ts'
import Scale from '../../src/commands/scale.ts'
import Status from '../../src/commands/status.ts'
import Up from '../../src/commands/up.ts'

const commands = { up: Up, status: Status, scale: Scale, open: Open, 'dlq:list': DlqList, 'dlq:show': DlqShow }
const cached = Object.entries(commands).map(([id, command]) => ({
  ...{ id, hidden: false, aliases: command.aliases, summary: command.summary ?? '' },
  ...{ flags: { ...command.baseFlags, ...command.flags }, args: command.args ?? {} },
}))
const model = completionModel(cached as never)

/** What a real bash offers for the words typed so far; the last one is being typed. */
function offered(...words: readonly string[]): readonly string[] {
  const script = `msctl() { printf '  ID   TIME\\n  0-12 then\\n\\n1 dead letter\\n'; }
${bashCompletion(model)}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})
COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
_msctl
printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8' })
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
  return stdout.split('\n').filter(Boolean)
}

describe('bash', () => {
  it('is a script that bash can read', () => {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: bashCompletion(model), encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })

  it.each([
    [
      ['msctl', 's'],
      ['scale', 'status'],
    ],
    [['msctl', 'p'], ['ps']],
    [['msctl', 'up', 'ka'], ['kafka']],
    [['msctl', 'up', 'kafka', 'my'], ['mysql']],
    [['msctl', 'up', '--kaf'], ['--kafka']],
    [
      ['msctl', 'up', '--kafka', ''],
      ['zookeeper', 'kraft'],
    ],
    [['msctl', 'up', '--kafka', '=', 'k'], ['kraft']],
    [
      ['msctl', 'up', '--kafka', '='],
      ['zookeeper', 'kraft'],
    ],
    [['msctl', 'up', '--without', 'gr'], ['grafana']],
    [['msctl', 'up', '--name', 'm'], []],
    [['msctl', 'ps', '--wat'], ['--watch']],
    [['msctl', 'scale', 'no'], ['notification-service=']],
    [['msctl', 'scale', 'notification-service', '='], []],
    [['msctl', 'scale', 'notification-service', '=', '2', 'u'], ['user-service=']],
    [['msctl', 'open', 'prom'], ['prometheus']],
    [['msctl', 'help', 'sca'], ['scale']],
    [['msctl', 'd'], ['dlq']],
    [
      ['msctl', 'dlq', ''],
      ['list', 'show'],
    ],
    [['msctl', 'dlq', 'show', '0'], ['0-12']],
    [['msctl', 'dlq', 'show', '--r'], ['--raw']],
    [['msctl', 'dlq', 'list', '--limit', ''], []],
  ])('offers for %j: %j', (words, expected) => {
    expect(offered(...words)).toEqual(expected)
  })
})

describe('zsh and fish', () => {
  const awkward: CompletedCommand = {
    names: ['odd'],
    summary: "It's: odd",
    flags: [{ name: 'flag', char: 'f', summary: "one's [value]: x", takesValue: true, values: ['a', 'b'] }],
    values: ['c'],
  }

  it('quote for zsh', () => {
    const script = zshCompletion([awkward])
    expect(script).toContain(`'odd:It'\\''s: odd'`)
    expect(script).toContain(`'--flag=[one'\\''s \\[value\\]\\: x]:flag:(a b)'`)
    expect(script).toContain(`'*:argument:(c)'`)
  })

  it('quote for fish', () => {
    const script = fishCompletion([awkward])
    expect(script).toContain(`-a odd -d 'It\\'s: odd'`)
    expect(script).toContain(`-l flag -s f -x -a 'a b' -d 'one\\'s [value]: x'`)
  })

  it.each([
    ['zsh', zshCompletion],
    ['fish', fishCompletion],
  ])('%s knows every command', (_, generate) => {
    const script = generate(model)
    const words = model.flatMap(({ names }) => names).flatMap((name) => name.split(' '))
    for (const word of words) expect(script).toMatch(new RegExp(`\\b${word}\\b`))
  })
})
