import { Errors } from '@oclif/core'
import { expect, it } from 'vitest'
import { MsctlError } from '../src/errors.ts'
import { toFailure } from '../src/failure.ts'

it('keeps what an MsctlError says, and adds its cause', () => {
  const cause = new Error('EACCES: permission denied\nmore')
  const error = new MsctlError('MSCTL_CONFIGURATION', 'cannot read ".env"', {
    cause,
    suggestions: ['chmod'],
    details: { a: 1 },
  })
  expect(toFailure(error)).toEqual({
    code: 'MSCTL_CONFIGURATION',
    message: 'cannot read ".env": EACCES: permission denied',
    suggestions: ['chmod'],
    exit: 2,
    details: { a: 1 },
  })
})

it.each([
  [
    'Nonexistent flag: --jsn\nSee more help with --help',
    'unknown flag: --jsn',
    ['did you mean --json?', 'msctl up --help'],
  ],
  [
    'Expected --target=locl to be one of: auto, local',
    'expected --target=locl to be one of: auto, local',
    ['did you mean --target local?', 'msctl up --help'],
  ],
  ['Flag --name expects a value', 'flag --name expects a value', ['msctl up --help']],
])('makes %j wrong usage', (text, message, suggestions) => {
  const failure = toFailure(new Errors.CLIError(text), {
    knownFlags: ['json', 'name', 'target'],
    help: 'msctl up --help',
  })
  expect(failure).toMatchObject({ code: 'MSCTL_USAGE', exit: 2, message, suggestions })
})

it('takes everything else for a bug, with stack and causes', () => {
  const failure = toFailure(new TypeError('outer', { cause: new Error('inner') }))
  expect(failure).toMatchObject({ code: 'MSCTL_BUG', exit: 1, message: 'outer' })
  expect(failure.stack).toMatch(/TypeError: outer[\s\S]*caused by Error: inner/)
  expect(toFailure('a string')).toMatchObject({ code: 'MSCTL_BUG', message: 'a string' })
})

it('says what is wrong with the disk', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' })
  expect(toFailure(full)).toMatchObject({
    exit: 4,
    message: 'the disk is full: ENOSPC: no space left on device, write',
    suggestions: ['df -h'],
  })
  const denied = { code: 'EACCES', syscall: 'open', path: '/var/lib/msctl/x' }
  expect(toFailure(Object.assign(new Error('EACCES'), denied))).toMatchObject({
    code: 'MSCTL_MACHINE_LACKS',
    message: 'there is no right to a file: EACCES',
    suggestions: ['ls -ld /var/lib/msctl/x'],
  })
  const refused = { code: 'EACCES', syscall: 'connect', address: '/var/run/docker.sock' }
  expect(toFailure(Object.assign(new Error('EACCES'), refused)).code).toBe('MSCTL_BUG')
})

it("is the user's signal when that was what ended everything", () => {
  const signal = AbortSignal.abort(new MsctlError('MSCTL_INTERRUPTED', 'interrupted'))
  expect(toFailure(new Error('socket closed'), { signal })).toMatchObject({ code: 'MSCTL_INTERRUPTED', exit: 130 })
  const own = new MsctlError('MSCTL_INTERRUPTED', 'interrupted', { details: { outcome: 'x' } })
  expect(toFailure(own, { signal }).details).toEqual({ outcome: 'x' })
})
