import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readBrokenForwards, recordOutcomes } from '../../../../src/targets/kubernetes/forwards/broken-forwards.ts'
import { openTempFolder } from '../../../temp-folder.ts'

const mysql = { name: 'mysql mysql', port: 3306, to: { component: 'mysql', port: 3306 } } as const
const users = { name: 'user-service http', port: 8000, to: { component: 'traefik', port: 8000 } } as const
const beganMs = Date.parse('2026-11-24T19:00:00Z')

describe('what is known of forwards that do not get through', () => {
  it('is the last failure of each, until something has come through it', () => {
    using folder = openTempFolder()
    let nowMs = beganMs
    const outcomes = recordOutcomes(folder.path, () => nowMs)
    outcomes.failed(mysql, 'no pod of mysql runs')
    nowMs += 5000
    outcomes.failed(mysql, 'connection refused')
    outcomes.failed(users, 'connection refused')
    expect(readBrokenForwards(folder.path)).toEqual([
      { name: 'mysql mysql', to: 'mysql', why: 'connection refused', at: '2026-11-24T19:00:05.000Z' },
      { name: 'user-service http', to: 'traefik', why: 'connection refused', at: '2026-11-24T19:00:05.000Z' },
    ])
    outcomes.gotThrough(mysql)
    expect(readBrokenForwards(folder.path).map(({ name }) => name)).toEqual(['user-service http'])
  })

  it('has the time of a later failure of the same kind, to the second', () => {
    using folder = openTempFolder()
    let nowMs = beganMs
    const outcomes = recordOutcomes(folder.path, () => nowMs)
    for (; nowMs <= beganMs + 2500; nowMs += 100) outcomes.failed(mysql, 'connection refused')
    expect(readBrokenForwards(folder.path)[0]?.at).toBe('2026-11-24T19:00:02.000Z')
  })

  it('is nothing where nobody has forwarded, or the file is no such one', () => {
    using folder = openTempFolder()
    expect(readBrokenForwards(folder.path)).toEqual([])
    for (const text of ['[{"name"', '{}', '[null, {"name": 1}]']) {
      writeFileSync(join(folder.path, 'broken-forwards.json'), text)
      expect(readBrokenForwards(folder.path)).toEqual([])
    }
  })

  it('does not bring back a state folder that was removed', () => {
    using folder = openTempFolder()
    const outcomes = recordOutcomes(folder.path)
    rmSync(folder.path, { recursive: true })
    outcomes.failed(mysql, 'connection refused')
    expect(existsSync(folder.path)).toBe(false)
  })
})
