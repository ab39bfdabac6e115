import { appendFileSync, copyFileSync, mkdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { eventually } from '../../../../../e2e/harness/eventually.ts'
import { readLogs } from '../../../../src/targets/local/logs/read-logs.ts'
import type { Observation } from '../../../../src/targets/local/observe.ts'
import type { LogOptions } from '../../../../src/targets/target.ts'
import { openPlace, run } from '../small-stack.ts'

const absent: Observation = { kind: 'absent' }

function openLogs(files: Readonly<Record<string, string>>): { folder: string; stateFolder: string } {
  const { stateFolder } = openPlace()
  const folder = join(stateFolder, 'logs')
  mkdirSync(folder, { recursive: true })
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return { folder, stateFolder }
}

const line = (second: number, text: string): string => `2026-11-24T03:15:${String(second).padStart(2, '0')}Z ${text}\n`

async function read(stateFolder: string, options: Partial<LogOptions> = {}, observation = absent) {
  const all = { components: [], follow: false, previous: false, ...options }
  const texts: string[] = []
  for await (const { component, replica, text } of readLogs(stateFolder, all, observation, run())) {
    texts.push(`${component} ${replica} ${text.replace(/^\S+Z /, '')}`)
  }
  return texts
}

const two = {
  'mysql.log': line(1, 'a') + line(3, 'c') + line(5, 'e'),
  'user-service-1.log': `${line(2, 'b')}  of b\n${line(6, 'f')}`,
  'user-service-2.log': line(4, 'd'),
  'supervisor.log': 'not a component\n',
  'mysql.log.previous': line(0, 'before'),
}

describe('readLogs', () => {
  it('merges by time; a line without a time stays with the one before it', async () => {
    const { stateFolder } = openLogs(two)
    expect(await read(stateFolder)).toEqual([
      'mysql 1 a',
      'user-service 1 b',
      'user-service 1   of b',
      'mysql 1 c',
      'user-service 2 d',
      'mysql 1 e',
      'user-service 1 f',
    ])
  })

  it('gives the last lines of each component over all its replicas', async () => {
    const { stateFolder } = openLogs(two)
    expect(await read(stateFolder, { tail: 2 })).toEqual([
      'mysql 1 c',
      'user-service 2 d',
      'mysql 1 e',
      'user-service 1 f',
    ])
    expect(await read(stateFolder, { tail: 0 })).toEqual([])
  })

  it('gives only lines of some components, and since a time', async () => {
    const { stateFolder } = openLogs(two)
    expect(await read(stateFolder, { components: ['mysql'], since: new Date('2026-11-24T03:15:03Z') })).toEqual([
      'mysql 1 c',
      'mysql 1 e',
    ])
  })

  it('reads the older part of a log that was cut, and a last line without line feed', async () => {
    const { stateFolder } = openLogs({ 'mysql.log': `${line(3, 'c')}d`, 'mysql.log.1': line(1, 'a') + line(2, 'b') })
    expect(await read(stateFolder)).toEqual(['mysql 1 a', 'mysql 1 b', 'mysql 1 c', 'mysql 1 d'])
    expect(await read(stateFolder, { tail: 3 })).toEqual(['mysql 1 b', 'mysql 1 c', 'mysql 1 d'])
    expect(await read(stateFolder, { tail: 1 })).toEqual(['mysql 1 d'])
  })

  it('finds the end of a log that is much longer than what is read at once', async () => {
    const many = Array.from({ length: 40_000 }, (_, index) => line(index % 60, `line ${index}`)).join('')
    const { stateFolder } = openLogs({ 'kafka.log': many })
    expect(await read(stateFolder, { tail: 2 })).toEqual(['kafka 1 line 39998', 'kafka 1 line 39999'])
    expect(await read(stateFolder, { tail: 10_000 })).toHaveLength(10_000)
    expect(await read(stateFolder)).toHaveLength(40_000)
  })

  it('gives what the process before wrote, or the one that ended', async () => {
    const { stateFolder } = openLogs(two)
    const live = { pid: 1, startTime: '', startedAt: '' }
    const base = { component: 'mysql', replica: 1, version: '', ports: {} } as const
    const runs: Observation = {
      kind: 'orphaned',
      processes: [{ ...base, id: 'mysql', live, isAlive: true }],
      skipped: [],
    }
    expect(await read(stateFolder, { components: ['mysql'], previous: true }, runs)).toEqual(['mysql 1 before'])
    expect(await read(stateFolder, { components: ['mysql'], previous: true })).toHaveLength(3)
  })

  it('is not disturbed by what is not there', async () => {
    expect(await read(openPlace().stateFolder)).toEqual([])
  })

  it('follows through appending, a cut, a restart and a new replica, and ends when aborted', async () => {
    const { folder, stateFolder } = openLogs({ 'mysql.log': line(1, 'one') })
    const file = join(folder, 'mysql.log')
    const controller = new AbortController()
    const texts: string[] = []
    const following = (async () => {
      const options = { components: [], follow: true, previous: false }
      for await (const { text } of readLogs(stateFolder, options, absent, run(controller.signal))) {
        texts.push(text.replace(/^\S+Z /, ''))
      }
    })()
    const seen = (...expected: readonly string[]) => eventually(async () => expect(texts).toEqual(expected), 3000)
    await seen('one')
    appendFileSync(file, line(2, 'two').slice(0, -3))
    appendFileSync(file, line(2, 'two').slice(-3))
    await seen('one', 'two')

    appendFileSync(file, line(3, 'three'))
    copyFileSync(file, `${file}.1`)
    truncateSync(file)
    appendFileSync(file, line(4, 'four'))
    await seen('one', 'two', 'three', 'four')

    appendFileSync(file, line(5, 'five'))
    renameSync(file, `${file}.previous`)
    rmSync(`${file}.1`)
    appendFileSync(file, line(6, 'six'))
    await seen('one', 'two', 'three', 'four', 'five', 'six')

    writeFileSync(join(folder, 'user-service-2.log'), line(7, 'seven'))
    await seen('one', 'two', 'three', 'four', 'five', 'six', 'seven')
    controller.abort()
    await following
  })
})
