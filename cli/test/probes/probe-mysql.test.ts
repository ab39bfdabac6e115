import { expect, it } from 'vitest'
import { openProbes } from '../../src/probes/probes.ts'
import type { Target } from '../../src/targets/target.ts'
import { FakeTarget } from '../fake-target.ts'
import { quietRun } from '../quiet-run.ts'
import { openMysql } from '../small-mysql.ts'
import { stackOf } from '../test-stack.ts'

class WithMysqlAt extends FakeTarget {
  readonly #port: number

  constructor(port: number) {
    super()
    this.#port = port
  }

  override async connect(): ReturnType<Target['connect']> {
    return { host: '127.0.0.1', port: this.#port, [Symbol.asyncDispose]: async () => {} }
  }
}

async function probe(port: number) {
  const run = quietRun()
  await using probes = await openProbes(stackOf(), new WithMysqlAt(port), run)
  return probes.mysql(run.signal)
}

it('works where the schema answers', async () => {
  await using server = await openMysql((_sql, connection) => connection.writeOk())
  expect(await probe(server.port)).toEqual({ works: true, detail: 'users schema answers' })
})

it.each([
  [1045, "Access denied for user 'user'@'127.0.0.1' (using password: YES)"],
  [1044, "Access denied for user 'user'@'%' to database 'users'"],
])('tells, of refusal %i, that it is one', async (code, message) => {
  await using server = await openMysql(() => {}, { code, message })
  expect(await probe(server.port)).toEqual({ works: false, detail: message, deniesAccess: true })
})

it('of any other, or none, does not', async () => {
  await using server = await openMysql(() => {}, { code: 1040, message: 'Too many connections' })
  expect(await probe(server.port)).toEqual({ works: false, detail: 'Too many connections' })
  await server[Symbol.asyncDispose]()
  expect(await probe(server.port)).toEqual({ works: false, detail: expect.stringContaining('ECONNREFUSED') })
})
