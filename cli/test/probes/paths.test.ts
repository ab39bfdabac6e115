import { expect, it } from 'vitest'
import { openPaths } from '../../src/probes/paths.ts'
import type { Target } from '../../src/targets/target.ts'
import { FakeTarget } from '../fake-target.ts'
import { quietRun } from '../quiet-run.ts'
import { stackOf } from '../test-stack.ts'

/** Opens a path with a port of its own each time, and counts those that are open. */
class CountingTarget extends FakeTarget {
  open = 0
  #next = 1000

  override async connect(): ReturnType<Target['connect']> {
    this.open++
    this.#next++
    const close = async (): Promise<void> => void this.open--
    return { host: '127.0.0.1', port: this.#next, [Symbol.asyncDispose]: close }
  }
}

it('opens each path once, anew after it was forgotten, and closes all together', async () => {
  const target = new CountingTarget()
  const paths = openPaths(stackOf(), target, quietRun())
  expect(await paths.url('mysql', 'mysql')).toBe('http://127.0.0.1:1001')
  expect(await paths.url('mysql', 'mysql')).toBe('http://127.0.0.1:1001')
  expect(await paths.url('user-service', 'http', 2)).toBe('http://127.0.0.1:1002')
  paths.forget('user-service', 'http', 2)
  paths.forget('user-service', 'http', 3)
  expect(await paths.url('user-service', 'http', 2)).toBe('http://127.0.0.1:1003')
  expect(target.open).toBe(3)
  await paths[Symbol.asyncDispose]()
  expect(target.open).toBe(0)
})
