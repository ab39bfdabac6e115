import { expect, it } from 'vitest'
import { repeatFlags } from '../src/repeat-flags.ts'
import { resolveSettings } from '../src/stack/settings.ts'

const onCluster = { target: 'kubernetes', context: 'shared', name: 'shop' }

function repeated(
  suggestion: string,
  flags: Readonly<Record<string, string>> = onCluster,
  env: NodeJS.ProcessEnv = {},
): string {
  return repeatFlags(suggestion, resolveSettings({ flags, env, folder: '/nowhere' }))
}

it.each([
  [
    'MYSQL_IMAGE=x:1 msctl up: another image',
    'MYSQL_IMAGE=x:1 msctl up --name shop --target kubernetes --context shared: another image',
  ],
  [
    'msctl down --volumes, then msctl up: starts with empty data',
    'msctl down --name shop --volumes, then msctl up --name shop --target kubernetes --context shared: starts with empty data',
  ],
  ['msctl logs mysql --tail 20', 'msctl logs --name shop mysql --tail 20'],
  ['msctl dlq replay 0-1 --payload FILE', 'msctl dlq replay --name shop 0-1 --payload FILE'],
  ['msctl doctor names who holds which port', 'msctl doctor names who holds which port'],
])('%s → %s', (suggestion, completed) => {
  expect(repeated(suggestion)).toBe(completed)
})

it('leaves another stack and another target that are suggested alone', () => {
  expect(repeated('msctl down --name other')).toBe('msctl down --name other')
  expect(repeated('msctl up --target local')).toBe('msctl up --name shop --target local')
})

it('a second stack goes where this one was to go', () => {
  expect(repeated('msctl up --name other')).toBe('msctl up --target kubernetes --context shared --name other')
})

it('repeats nothing that stays in the environment', () => {
  expect(repeated('msctl up', {}, { MSCTL_TARGET: 'kubernetes', MSCTL_NAME: 'shop' })).toBe('msctl up')
})
