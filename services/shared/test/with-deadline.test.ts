import { describe, expect, it } from 'vitest'
import { Unavailable } from '../src/unavailable.ts'
import { withDeadline } from '../src/with-deadline.ts'

describe('withDeadline', () => {
  it('gives what the work gives, be it an error', async () => {
    await expect(withDeadline(1_000, 'MySQL', async () => 7)).resolves.toBe(7)
    await expect(withDeadline(1_000, 'MySQL', () => Promise.reject(new TypeError('no')))).rejects.toThrow(TypeError)
  })

  it('is Unavailable when the work is late, and tells the work', async () => {
    let told: AbortSignal | undefined
    const late = withDeadline(10, 'MySQL', (signal) => {
      told = signal
      return new Promise(() => {})
    })
    await expect(late).rejects.toThrow(new Unavailable('MySQL did not answer within 0.01 s'))
    expect(told?.aborted).toBe(true)
  })
})
