import { expect, it } from 'vitest'
import { unknownCommand } from '../src/unknown-command.ts'

const known = ['up', 'status', 'config', 'dlq:list', 'dlq:show']

it.each([
  ['sttus', /unknown command "sttus"/, 'did you mean msctl status?'],
  ['frobnicate', /unknown command "frobnicate"/, 'known: config, dlq list, dlq show, status, up'],
  ['--json', /flags come after the command/, 'msctl COMMAND --json'],
  ['dlq:shwo', /unknown command "dlq shwo"/, 'did you mean msctl dlq show?'],
  ['dlq:frobnicate', /unknown command "dlq frobnicate"/, 'known: dlq list, dlq show'],
  ['config:extra', /msctl config takes no argument, "extra" was given/, 'msctl config --help'],
])('answers %s', (typed, message, suggestion) => {
  const error = unknownCommand(typed, known)
  expect(error).toMatchObject({ code: 'MSCTL_USAGE', exit: 2 })
  expect(error.message).toMatch(message)
  expect(error.suggestions).toContain(suggestion)
})
