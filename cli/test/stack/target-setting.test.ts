import { describe, expect, it } from 'vitest'
import { resolveSettings } from '../../src/stack/settings.ts'
import { contextSetting, targetSetting } from '../../src/stack/target-setting.ts'

const settings = (env: Readonly<Record<string, string>>) => resolveSettings({ env, folder: '/nowhere' })

describe('where the user wants the stack', () => {
  it('is open unless it is said', () => {
    expect(targetSetting(settings({}))).toBe('auto')
    expect(contextSetting(settings({}))).toBeUndefined()
  })

  it('is a cluster for whoever names a context, unless another target is named', () => {
    const env = { MSCTL_CONTEXT: 'staging' }
    expect(targetSetting(settings(env))).toBe('kubernetes')
    expect(contextSetting(settings(env))).toBe('staging')
    expect(targetSetting(settings({ ...env, MSCTL_TARGET: 'compose' }))).toBe('compose')
  })

  it('is refused where there is no such place, with what was meant', () => {
    expect(() => targetSetting(settings({ MSCTL_TARGET: 'kubernets' }))).toThrow(
      expect.objectContaining({ code: 'MSCTL_CONFIGURATION', suggestions: ['did you mean --target kubernetes?'] }),
    )
  })
})
