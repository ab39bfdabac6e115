import { userInfo } from 'node:os'
import { describe, expect, it } from 'vitest'
import { foldersOf } from '../../src/lib/folders.ts'

describe('foldersOf', () => {
  it('is below the XDG folders', () => {
    const env = { XDG_CACHE_HOME: '/some/cache', XDG_STATE_HOME: '/some/state', MSCTL_RUNTIME_DIR: '/some/run' }
    expect(foldersOf(env)).toEqual({
      cache: '/some/cache/msctl',
      state: '/some/state/msctl',
      runtime: '/some/run/msctl',
    })
  })

  it('takes a relative or empty path for none', () => {
    expect(foldersOf({ XDG_CACHE_HOME: 'a', XDG_STATE_HOME: './b', MSCTL_RUNTIME_DIR: '' })).toEqual(foldersOf({}))
    expect(foldersOf({}).runtime).toBe(`/tmp/msctl-${userInfo().uid}`)
  })
})
