import { expect, it } from 'vitest'
import { checkMachine, spaceFinding } from '../../src/actions/check-machine.ts'
import { openTempFolder } from '../temp-folder.ts'

it.each([
  [499e6, 'fail'],
  [500e6, 'warning'],
  [1.9e9, 'warning'],
  [2e9, 'pass'],
])('%d bytes of free disk: %s', (freeBytes, status) => {
  const finding = spaceFinding('state', '/somewhere', freeBytes)
  expect(finding).toMatchObject({ category: 'disk', name: 'state', status, details: { freeBytes } })
  expect(finding.fixes.length > 0).toBe(status !== 'pass')
})

it('looks at the disk of a folder that is not there yet', async () => {
  using folder = openTempFolder()
  const findings = await checkMachine({ state: `${folder.path}/a/b`, cache: folder.path })
  expect(findings.map(({ name }) => name)).toEqual(['node', 'state', 'cache'])
  expect(findings[1]?.details.freeBytes).toBeGreaterThan(0)
})
