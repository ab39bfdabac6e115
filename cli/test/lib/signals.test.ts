import { expect, it } from 'vitest'
import { MsctlError } from '../../src/errors.ts'
import { listenForInterruption } from '../../src/lib/signals.ts'

it.each([
  ['SIGINT', 'MSCTL_INTERRUPTED', 130],
  ['SIGTERM', 'MSCTL_TERMINATED', 143],
] as const)('the first %s aborts with %s', (name, code, exit) => {
  using interruption = listenForInterruption()
  expect(interruption.signal.aborted).toBe(false)
  process.emit(name, name)
  expect(interruption.signal.reason).toBeInstanceOf(MsctlError)
  expect(interruption.signal.reason).toMatchObject({ code, exit })
})

it('stops listening when disposed', () => {
  const before = process.listenerCount('SIGINT')
  listenForInterruption()[Symbol.dispose]()
  expect(process.listenerCount('SIGINT')).toBe(before)
})
