import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from '../../../../../e2e/harness/eventually.ts'
import { readLogs } from '../../../../src/targets/compose/logs/read-logs.ts'
import type { LogOptions } from '../../../../src/targets/target.ts'
import { quietRun } from '../../../quiet-run.ts'
import { at, SmallEngine } from '../small-engine.ts'

let engine: SmallEngine

beforeEach(async () => {
  engine = await new SmallEngine().listen()
})

afterEach(() => engine[Symbol.asyncDispose]())

function lines(options: Partial<LogOptions> = {}, signal?: AbortSignal) {
  return readLogs(engine, 'dx', { components: [], follow: false, previous: false, ...options }, quietRun(signal))
}

async function read(options: Partial<LogOptions> = {}): Promise<readonly string[]> {
  const texts: string[] = []
  for await (const { component, replica, text } of lines(options)) texts.push(`${component} ${replica} ${text}`)
  return texts
}

/** Follows until disposed; `texts` grows. */
function follow(options: Partial<LogOptions> = {}) {
  const controller = new AbortController()
  const texts: string[] = []
  const ended = (async () => {
    for await (const { text } of lines({ ...options, follow: true }, controller.signal)) texts.push(text)
  })()
  ended.catch(() => {})
  const stop = async (): Promise<void> => {
    controller.abort()
    await ended
  }
  return {
    texts,
    ended,
    stop,
    expect: (wanted: readonly string[]) => eventually(async () => expect(texts).toEqual(wanted), 3000),
  }
}

function twoServices(): void {
  engine.create('m', 'mysql', 1, at(1))
  engine.create('u1', 'user-service', 1, at(1))
  engine.create('u2', 'user-service', 2, at(1))
  engine.write('m', at(1), 'a\n')
  engine.write('u1', at(2), 'b\n')
  engine.write('m', at(3), 'c\n', 2)
  engine.write('u2', at(4), 'd\n')
  engine.write('m', at(5), 'e\n')
  engine.write('u1', at(6), 'f\n')
}

describe('readLogs', () => {
  it('merges the lines of all containers by time', async () => {
    twoServices()
    expect(await read()).toEqual([
      'mysql 1 a',
      'user-service 1 b',
      'mysql 1 c',
      'user-service 2 d',
      'mysql 1 e',
      'user-service 1 f',
    ])
  })

  it('gives the last lines of each component over all its replicas', async () => {
    twoServices()
    expect(await read({ tail: 1 })).toEqual(['mysql 1 e', 'user-service 1 f'])
    expect(await read({ tail: 2 })).toEqual(['mysql 1 c', 'user-service 2 d', 'mysql 1 e', 'user-service 1 f'])
    expect(await read({ tail: 0 })).toEqual([])
  })

  it('gives only lines of some components, and since a time', async () => {
    twoServices()
    expect(await read({ components: ['mysql'], since: new Date(at(3)) })).toEqual(['mysql 1 c', 'mysql 1 e'])
  })

  it('has none of a stack that does not exist', async () => {
    expect(await read()).toEqual([])
    expect(await read({ previous: true })).toEqual([])
  })

  it('gives many lines in order, each once', async () => {
    engine.create('k', 'kafka', 1, at(0))
    engine.create('m', 'mysql', 1, at(0))
    for (let index = 0; index < 20_000; index++) engine.write(index % 3 ? 'k' : 'm', at(index / 1000), `${index}\n`)
    const texts = (await read()).map((text) => Number(text.split(' ')[2]))
    expect(texts).toEqual(Array.from({ length: 20_000 }, (_, index) => index))
  })

  it('gives with `previous` what was written before the last start, of what ended its last life', async () => {
    twoServices()
    engine.stop('m', at(5.5))
    engine.stop('u1', at(6.5))
    engine.start('u1', at(7))
    engine.write('u1', at(7.1), 'new life\n')
    expect(await read({ previous: true })).toEqual([
      'mysql 1 a',
      'user-service 1 b',
      'mysql 1 c',
      'mysql 1 e',
      'user-service 1 f',
    ])
    expect(await read({ previous: true, tail: 1 })).toEqual(['mysql 1 e', 'user-service 1 f'])
  })

  it('says that the engine does not answer', async () => {
    await engine.cut(false)
    await expect(read()).rejects.toMatchObject({ code: 'MSCTL_COULD_NOT_ASK' })
  })
})

describe('readLogs with follow', () => {
  it('goes on after the history, through a restart, without losing or doubling a line', async () => {
    engine.create('u', 'user-service', 1, at(1))
    engine.write('u', at(1), 'one\n')
    engine.write('u', at(1), 'same moment\n')
    const followed = follow()
    await followed.expect(['one', 'same moment'])
    engine.write('u', at(2), 'two\n')
    engine.write('u', at(1.99), 'late\n', 2)
    engine.write('u', at(2.1), 'last words')
    engine.stop('u', at(2.2))
    engine.write('u', at(2.3), 'while nobody listened\n')
    engine.start('u', at(2.4))
    engine.write('u', at(2.5), 'again\n')
    const all = ['one', 'same moment', 'late', 'two', 'last words', 'while nobody listened', 'again']
    await eventually(async () => expect(followed.texts.toSorted()).toEqual(all.toSorted()), 3000)
    expect(followed.texts.slice(-2)).toEqual(['while nobody listened', 'again'])
    await followed.stop()
  })

  it('follows containers that come, from their beginning', async () => {
    const followed = follow({ components: ['user-service'] })
    await sleep(100)
    engine.create('u', 'user-service', 1, at(1))
    engine.create('m', 'mysql', 1, at(1))
    engine.write('u', at(1), 'here\n')
    engine.write('m', at(1), 'not wanted\n')
    await followed.expect(['here'])
    await followed.stop()
  })

  it('begins after the last lines that were asked for, or with none', async () => {
    engine.create('u', 'user-service', 1, at(1))
    for (let index = 0; index < 5; index++) engine.write('u', at(1 + index / 10), `old ${index}\n`)
    const some = follow({ tail: 2 })
    const none = follow({ tail: 0 })
    await some.expect(['old 3', 'old 4'])
    await sleep(100)
    engine.write('u', at(2), 'new\n')
    await some.expect(['old 3', 'old 4', 'new'])
    await none.expect(['new'])
    await Promise.all([some.stop(), none.stop()])
  })

  it('outlives broken connections, and loses nothing of what was written meanwhile', async () => {
    engine.create('u', 'user-service', 1, at(1))
    engine.write('u', at(1), 'one\n')
    const followed = follow()
    await followed.expect(['one'])
    await engine.cut(true)
    engine.write('u', at(2), 'two\n')
    await followed.expect(['one', 'two'])
    await engine.cut(false)
    engine.write('u', at(3), 'three\n')
    await sleep(300)
    await engine.listen()
    await followed.expect(['one', 'two', 'three'])
    await followed.stop()
  })

  it('ends at once when aborted, or when nobody takes lines any more', async () => {
    engine.create('u', 'user-service', 1, at(1))
    engine.write('u', at(1), 'one\n')
    const followed = follow()
    await followed.expect(['one'])
    const began = Date.now()
    await followed.stop()
    expect(Date.now() - began).toBeLessThan(200)
    for await (const { text } of lines({ follow: true })) {
      expect(text).toBe('one')
      break
    }
  })
})
