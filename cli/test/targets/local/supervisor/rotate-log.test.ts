import { closeSync, existsSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cutWhenLarge, olderOf, openLog, previousOf } from '../../../../src/targets/local/supervisor/rotate-log.ts'
import { openPlace } from '../small-stack.ts'

describe('logs of a process', () => {
  it('become the previous ones when it starts again', () => {
    const file = join(openPlace().stateFolder, 'logs', 'kafka.log')
    for (const text of ['one\n', 'two\n', 'three\n']) {
      const log = openLog(file)
      writeSync(log, text)
      closeSync(log)
    }
    expect(readFileSync(file, 'utf8')).toBe('three\n')
    expect(readFileSync(previousOf(file), 'utf8')).toBe('two\n')
  })

  it('are cut when they grew too large, while the process writes on', () => {
    const file = join(openPlace().stateFolder, 'logs', 'kafka.log')
    const log = openLog(file)
    writeSync(log, 'a long line\n')
    cutWhenLarge(file, 12)
    expect(existsSync(olderOf(file))).toBe(false)
    writeSync(log, 'x\n')
    cutWhenLarge(file, 12)
    writeSync(log, 'after\n')
    closeSync(log)
    expect(readFileSync(file, 'utf8')).toBe('after\n')
    expect(readFileSync(olderOf(file), 'utf8')).toBe('a long line\nx\n')
    closeSync(openLog(file))
    expect(existsSync(olderOf(file))).toBe(false)
  })

  it('need not be there to be looked at', () => {
    const file = join(openPlace().stateFolder, 'kafka.log')
    expect(() => cutWhenLarge(file)).not.toThrow()
  })
})
