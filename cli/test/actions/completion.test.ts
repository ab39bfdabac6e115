import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { bashCompletion } from '../../src/actions/bash-completion.ts'
import { type CompletedCommand, completionModel } from '../../src/actions/completion-model.ts'
import { fishCompletion } from '../../src/actions/fish-completion.ts'
import { zshCompletion } from '../../src/actions/zsh-completion.ts'
import Open from '../../src/commands/open.ts'
import Scale from '../../src/commands/scale.ts'
import Status from '../../src/commands/status.ts'
import Up from '../../src/commands/up.ts'

const cached = Object.entries({ up: Up, status: Status, scale: Scale, open: Open }).map(([id, command]) => ({
  ...{ id, hidden: false, aliases: command.aliases, summary: command.summary ?? '' },
  ...{ flags: { ...command.baseFlags, ...command.flags }, args: command.args ?? {} },
}))
const model = completionModel(cached as never)

/** What a real bash offers for the words typed so far; the last one is being typed. */
function offered(...words: readonly string[]): readonly string[] {
  const script = `${bashCompletion(model)}
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
    [['msctl', 'open', 'prom'], ['prometheus']],
    [['msctl', 'help', 'sca'], ['scale']],
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
    for (const { names } of model) for (const name of names) expect(script).toMatch(new RegExp(`\\b${name}\\b`))
  })
})
