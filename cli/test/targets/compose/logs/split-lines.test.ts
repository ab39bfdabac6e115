import { describe, expect, it } from 'vitest'
import { splitLines } from '../../../../src/targets/compose/logs/split-lines.ts'
import { at, frameOf } from '../small-engine.ts'

const frame = (second: number, text: string, stream = 1): Buffer => frameOf({ stream, stamp: at(second), text })

function split(pieces: readonly Buffer[]): readonly string[] {
  const splitter = splitLines()
  const lines = [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.rest()]
  return lines.map(({ stamp, text }) => `${Number(stamp.slice(17, -1))} ${text}`)
}

describe('splitLines', () => {
  it('takes the time off each line; an empty line is one', () => {
    expect(split([frame(1, 'one\n'), frame(2, '\n'), frame(3, '  three\n')])).toEqual(['1 one', '2 ', '3   three'])
  })

  it('finds the same lines however the stream is cut, within a letter too', () => {
    const whole = Buffer.concat([frame(1, 'ä→😀\n'), frame(2, 'err\n', 2), frame(3, 'last\n')])
    for (let size = 1; size < whole.length; size++) {
      const pieces = Array.from({ length: Math.ceil(whole.length / size) }, (_, index) =>
        whole.subarray(index * size, (index + 1) * size),
      )
      expect(split(pieces)).toEqual(['1 ä→😀', '2 err', '3 last'])
    }
  })

  it('joins a long line, which comes in messages of one time, even where a letter is cut', () => {
    const [first, second] = [Buffer.from('aä').subarray(0, 2), Buffer.from('aä').subarray(2)]
    const cut = [first, second].map((bytes, index) =>
      framed(Buffer.concat([Buffer.from(`${at(1)} `), bytes, Buffer.from(index === 1 ? 'b\n' : '')])),
    )
    expect(split(cut)).toEqual(['1 aäb'])
  })

  it('keeps the lines of stdout and stderr apart', () => {
    const pieces = [frame(1, 'out…'), frame(2, 'err…', 2), frame(1, '…out\n'), frame(2, '…err\n', 2)]
    expect(split(pieces)).toEqual(['1 out……out', '2 err……err'])
  })

  it('ends a line without an end where another time begins or the stream ends', () => {
    expect(split([frame(1, 'cut off'), frame(2, 'new life\n'), frame(3, 'no end')])).toEqual([
      '1 cut off',
      '2 new life',
      '3 no end',
    ])
  })

  it('leaves out the carriage return at the end of a line, no other', () => {
    expect(split([frame(1, 'windows\r\n'), frame(2, '10 %\r20 %\n')])).toEqual(['1 windows', '2 10 %\r20 %'])
  })

  it('brings times of other zones and precisions into one shape', () => {
    const splitter = splitLines()
    const [line] = splitter.push(framed(Buffer.from('2026-11-24T12:22:01.5+01:00 podman\n')))
    expect(line).toEqual({ stamp: '2026-11-24T11:22:01.500000000Z', text: 'podman' })
  })
})

function framed(payload: Buffer): Buffer {
  const header = Buffer.alloc(8)
  header[0] = 1
  header.writeUInt32BE(payload.length, 4)
  return Buffer.concat([header, payload])
}
