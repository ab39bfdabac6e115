import { PassThrough } from 'node:stream'
import { afterEach, expect, it, vi } from 'vitest'
import { MsctlError } from '../../src/errors.ts'
import { confirm } from '../../src/ui/confirm.ts'

afterEach(() => vi.restoreAllMocks())

/** What comes of these keys, on a terminal that hands over each as it is. */
async function answerTo(keys: string, signal = new AbortController().signal): Promise<boolean> {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input })
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80 })
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(input as never)
  vi.spyOn(process, 'stderr', 'get').mockReturnValue(output as never)
  input.write(keys)
  return confirm('Go on?', signal)
}

it.each([
  ['\r', true],
  ['y\r', true],
  ['Yes\r', true],
  ['n\r', false],
  ['what?\r', false],
])('takes %j for %s', async (keys, isYes) => {
  expect(await answerTo(keys)).toBe(isYes)
})

it.each(['\u0003', '\u0004'])('is interrupted by %j', async (key) => {
  await expect(answerTo(key)).rejects.toMatchObject({ code: 'MSCTL_INTERRUPTED' })
})

it('ends with the reason of a signal', async () => {
  const reason = new MsctlError('MSCTL_TERMINATED', 'asked to end')
  await expect(answerTo('', AbortSignal.abort(reason))).rejects.toBe(reason)
})
