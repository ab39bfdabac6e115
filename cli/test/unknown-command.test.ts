import { expect, it } from 'vitest'
import { unknownCommand } from '../src/unknown-command.ts'

const known = ['up', 'status', 'config']

it.each([
  ['sttus', /unknown command "sttus"/, 'did you mean msctl status?'],
  ['frobnicate', /unknown command "frobnicate"/, 'known: config, status, up'],
  ['--json', /flags come after the command/, 'msctl COMMAND --json'],
  ['config:extra', /msctl config takes no argument, "extra" was given/, 'msctl config --help'],
])('answers %s', (typed, message, suggestion) => {
  const error = unknownCommand(typed, known)
  expect(error).toMatchObject({ code: 'MSCTL_USAGE', exit: 2 })
  expect(error.message).toMatch(message)
  expect(error.suggestions).toContain(suggestion)
})
