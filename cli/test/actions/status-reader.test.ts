import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openStatusReader } from '../../src/actions/status-reader.ts'
import type { Run } from '../../src/lib/run.ts'
import type { Stack } from '../../src/stack/stack.ts'
import { FakeTarget } from '../fake-target.ts'
import { quietRun } from '../quiet-run.ts'
import { stackOf } from '../test-stack.ts'

class CountingTarget extends FakeTarget {
  asked = 0

  override async status(stack: Stack) {
    this.asked++
    return super.status(stack)
  }
}

class WatchedTarget extends CountingTarget {
  onChange = (): void => {}
  signal: AbortSignal | undefined

  async watch(_stack: Stack, onChange: () => void, { signal }: Run): Promise<void> {
    this.onChange = onChange
    this.signal = signal
  }
}

const stack = stackOf()

it('asks a target that does not tell of changes every time', async () => {
  const target = new CountingTarget()
  using reader = openStatusReader(target, stack, quietRun())
  for (let times = 0; times < 3; times++) await reader.read()
  expect(target.asked).toBe(3)
})

it('asks one that does only after a change, once for a burst, or when what it knows is old', async () => {
  const target = new WatchedTarget()
  using reader = openStatusReader(target, stack, quietRun())
  await reader.read()
  await reader.read()
  expect(target.asked).toBe(1)
  const change = reader.nextChange()
  for (let times = 0; times < 5; times++) target.onChange()
  await change
  await reader.read()
  expect(target.asked).toBe(1)
  await sleep(120)
  await reader.read()
  await reader.read()
  expect(target.asked).toBe(2)
  await sleep(1050)
  await reader.read()
  expect(target.asked).toBe(3)
})

it('misses no change that comes while the target answers', async () => {
  const target = new WatchedTarget()
  using reader = openStatusReader(target, stack, quietRun())
  const reading = reader.read()
  target.onChange()
  await reading
  await sleep(120)
  await reader.read()
  expect(target.asked).toBe(2)
})

it('asks anew when told to, and ends the watch when it is disposed', async () => {
  const target = new WatchedTarget()
  {
    using reader = openStatusReader(target, stack, quietRun())
    await reader.read()
    reader.forget()
    await reader.read()
    expect(target.asked).toBe(2)
    expect(target.signal?.aborted).toBe(false)
  }
  expect(target.signal?.aborted).toBe(true)
})
