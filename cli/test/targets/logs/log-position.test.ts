import { expect, it } from 'vitest'
import { createLogPosition } from '../../../src/targets/logs/log-position.ts'
import { at } from '../compose/small-engine.ts'

/** What of a log comes after having had its first `had` lines, read again as the engine would give it. */
function restOf(log: readonly number[], had: number): readonly number[] {
  const position = createLogPosition()
  for (const second of log.slice(0, had)) position.pass(at(second))
  const sinceMs = Number(position.since ?? 0) * 1000
  const again = log.filter((second) => Date.parse(at(second)) >= sinceMs)
  const wasHad = position.fromHere()
  return again.filter((second) => !wasHad(at(second)))
}

it('goes on exactly where a log was left, wherever that was', () => {
  const quick = [1, 1.1, 1.2, 1.9, 2.05, 2.1, 3.3, 3.3, 3.3, 3.4, 9, 9.1]
  for (let had = 0; had <= quick.length; had++) expect(restOf(quick, had)).toEqual(quick.slice(had))
})

it('neither loses nor doubles lines that lie out of order', () => {
  const log = [1, 2.2, 2.1, 3.5, 3.4, 3.6, 3.55, 3.55, 4.7, 4.65, 4.7]
  for (let had = 1; had <= log.length; had++) expect(restOf(log, had)).toEqual(log.slice(had))
})

it('asks for about the last two seconds, however much was had before', () => {
  const position = createLogPosition()
  for (let second = 0; second < 60; second += 0.25) position.pass(at(second))
  const since = Number(position.since)
  expect(since).toBeGreaterThanOrEqual(Math.floor(Date.parse(at(57)) / 1000))
})

it('stays usable when what was had is no longer in the log', () => {
  const position = createLogPosition()
  for (const second of [1, 2, 2.1, 2.2]) position.pass(at(second))
  const wasHad = position.fromHere()
  expect([2.2, 5, 6].map((second) => wasHad(at(second)))).toEqual([true, false, false])
})

it('goes on behind a log of which only the last lines were read', () => {
  const position = createLogPosition()
  position.pass(at(5.5))
  const wasHad = position.fromHere()
  expect([5.1, 5.3, 5.5, 5.6].map((second) => wasHad(at(second)))).toEqual([true, true, true, false])
})
