import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createPen } from '../../src/ui/pen.ts'
import { showsUnicode } from '../../src/ui/symbols.ts'

function penOf(env: NodeJS.ProcessEnv, { isTTY = true, isColourAllowed = true } = {}) {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 100 }) as unknown as NodeJS.WriteStream
  return {
    pen: createPen({ stream, env, isColourAllowed }),
    written: () => String((stream as unknown as PassThrough).read()),
  }
}

describe('colour', () => {
  it.each([
    [{ LANG: 'C.UTF-8' }, {}, true],
    [{ LANG: 'C.UTF-8', NO_COLOR: '1' }, {}, false],
    [{ LANG: 'C.UTF-8', TERM: 'dumb' }, {}, false],
    [{ LANG: 'C.UTF-8' }, { isTTY: false }, false],
    [{ LANG: 'C.UTF-8' }, { isColourAllowed: false }, false],
  ])('with %j %j: %s', (env, options, hasColour) => {
    expect(penOf(env, options).pen.paint('red', 'x') !== 'x').toBe(hasColour)
  })
})

it('falls back to ASCII where the terminal cannot show more, but never changes data', () => {
  const { pen, written } = penOf({ LANG: 'C' })
  expect(pen.symbols).toEqual({ ok: 'ok', fail: 'FAIL', busy: '..', skip: 'skip' })
  pen.line('✓ a → b …')
  pen.data('{"name":"✓"}')
  expect(written()).toBe('ok a -> b ...\n{"name":"✓"}\n')
})

it.each([
  [{ LANG: 'en_US.UTF-8' }, 'linux', true],
  [{ LANG: 'en_US.UTF-8', LC_ALL: 'C' }, 'linux', false],
  [{}, 'linux', false],
  [{}, 'darwin', true],
] as const)('with %j on %s, unicode is %s', (env, platform, shows) => {
  expect(showsUnicode(env, platform)).toBe(shows)
})

it('knows that its reader went away', async () => {
  const stream = new PassThrough()
  const pen = createPen({ stream: stream as unknown as NodeJS.WriteStream, env: {}, isColourAllowed: false })
  expect(pen.isClosed()).toBe(false)
  stream.destroy()
  expect(pen.isClosed()).toBe(true)
  await pen.flushed()
})

it.each(['drain', 'close'])('waits for a slow reader until %s, and leaves no listener behind', async (event) => {
  const stream = new PassThrough({ highWaterMark: 1 })
  const pen = createPen({ stream: stream as unknown as NodeJS.WriteStream, env: {}, isColourAllowed: false })
  const before = stream.eventNames().map((name) => stream.listenerCount(name))
  pen.data('more than fits')
  let isDone = false
  const flushed = pen.flushed().then(() => {
    isDone = true
  })
  await Promise.resolve()
  expect(isDone).toBe(false)
  if (event === 'drain') stream.read()
  else stream.destroy()
  await flushed
  expect(stream.eventNames().map((name) => stream.listenerCount(name))).toEqual(before)
})
