import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { foldedReport } from '../../src/ui/folded-report.ts'
import { openTempFolder } from '../temp-folder.ts'

const failureWith = (details: Record<string, unknown>) => ({
  code: 'X',
  message: 'x',
  suggestions: [],
  exit: 6 as const,
  details,
})

it('folds each section, and disarms what looks like a command', () => {
  using folder = openTempFolder()
  const report = join(folder.path, 'report.txt')
  writeFileSync(report, 'kafka failed\n\n== components\n[]\n\n== kafka-1\nline\n::error::not ours\n')
  const failure = failureWith({ report })
  expect(foldedReport(failure, { GITHUB_ACTIONS: 'true' })).toBe(
    '::group::components\n[]\n::endgroup::\n::group::kafka-1\nline\n: :error::not ours\n::endgroup::\n',
  )
  expect(foldedReport(failure, {})).toBe('')
  expect(foldedReport(failureWith({}), { GITHUB_ACTIONS: 'true' })).toBe('')
})
