import { expect, it } from 'vitest'
import type { Failure } from '../src/failure.ts'
import { repeatFlags } from '../src/repeat-flags.ts'
import { resolveSettings } from '../src/stack/settings.ts'

const target = { target: 'kubernetes', context: 'shared' }

function suggestionsOf(
  suggestions: readonly string[],
  flags: Readonly<Record<string, string>> = target,
  env: NodeJS.ProcessEnv = {},
): readonly string[] {
  return repeatFlags(failureWith({}, suggestions), resolveSettings({ flags, env, folder: '/nowhere' })).suggestions
}

function failureWith(details: Failure['details'], suggestions: readonly string[] = []): Failure {
  return { code: 'MSCTL_NOT_READY', message: 'not ready', suggestions, exit: 5, details }
}

it.each([
  ['msctl logs kafka', 'msctl logs --target kubernetes --context shared kafka'],
  [
    'MYSQL_IMAGE=x:1 msctl up: another image',
    'MYSQL_IMAGE=x:1 msctl up --target kubernetes --context shared: another image',
  ],
  [
    'msctl down, then msctl up: made anew',
    'msctl down --target kubernetes --context shared, then msctl up --target kubernetes --context shared: made anew',
  ],
  // What names a target itself means that one, and a context only a cluster's.
  ['msctl up --target kubernetes --context shared', 'msctl up --target kubernetes --context shared'],
  ['msctl doctor names who holds which port', 'msctl doctor names who holds which port'],
])('%s → %s', (suggestion, completed) => {
  expect(suggestionsOf([suggestion])).toEqual([completed])
})

it('leaves another target that is suggested alone', () => {
  expect(suggestionsOf(['msctl up --target compose --without adminer'])).toEqual([
    'msctl up --target compose --without adminer',
  ])
})

it('adds the name where it was given and is not there', () => {
  const flags = { target: 'local', name: 'shop' }
  expect(suggestionsOf(['msctl up --name other: a second one', 'msctl down --volumes'], flags)).toEqual([
    'msctl up --target local --name other: a second one',
    'msctl down --target local --name shop --volumes',
  ])
})

it('adds nothing that the environment says', () => {
  expect(suggestionsOf(['msctl up'], {}, { MSCTL_TARGET: 'kubernetes' })).toEqual(['msctl up'])
})

it('completes what is left and where the logs are, and no words of programs', () => {
  const rows = (logs: string) => [
    { label: 'last', text: 'run msctl up first' },
    { label: 'logs', text: logs },
  ]
  const settings = resolveSettings({ flags: { target: 'kubernetes' }, env: {}, folder: '/nowhere' })
  const failure = failureWith({
    outcome: 'Still running: kafka; msctl down removes it',
    evidence: rows('msctl logs kafka'),
  })
  expect(repeatFlags(failure, settings).details).toEqual({
    outcome: 'Still running: kafka; msctl down --target kubernetes removes it',
    evidence: rows('msctl logs --target kubernetes kafka'),
  })
})
