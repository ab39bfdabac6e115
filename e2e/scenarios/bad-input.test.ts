import { afterAll, beforeAll, expect, it } from 'vitest'
import { msctl } from '../harness/msctl.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await openSandbox()
})

afterAll(async () => {
  await sandbox[Symbol.asyncDispose]()
})

const cases: readonly [readonly string[], number, RegExp][] = [
  [['up', 'kafak'], 2, /kafka/],
  [['up', '--without', 'mysq'], 2, /mysql/],
  [['up', '--name', 'Not A Name'], 2, /MSCTL_NAME/],
  [['up', '--port-offset', '70000'], 2, /65535/],
  [['seed', '--count', '0'], 2, /1 to 10,000,000/],
  [['seed', '--count', '-5'], 2, /1 to 10,000,000/],
  [['seed', '--count', '1e12'], 2, /1 to 10,000,000/],
  [['seed', '--count', 'abc'], 2, /1 to 10,000,000/],
  [['up', '--timeout', '0'], 2, /--timeout 0: must be longer than 0/],
  [['up', '--timeout', '5x'], 2, /--timeout 5x: not a time/],
  [['up', '--port-offset', 'abc'], 2, /--port-offset: expected an integer/],
  [['sttus'], 2, /status/],
  [['check'], 4, /no stack/i],
  [['logs', 'kafka'], 4, /no stack/i],
]

it.each(cases)('msctl %j exits %i and says why', async (args, exitCode, says) => {
  const result = await msctl(sandbox, ...args)
  expect(result.exitCode, result.stderr).toBe(exitCode)
  expect(result.stderr).toMatch(says)
  expect(result.stderr).not.toMatch(/\n {4}at /)
})

it.each([['status'], ['down']])('msctl %s without a stack says so and exits 0', async (command) => {
  const result = await msctl(sandbox, command)
  expect(result.exitCode).toBe(0)
  expect(result.stdout + result.stderr).toMatch(/no stack/i)
})

it('removes a stack whatever the settings say', async () => {
  const result = await msctl({ ...sandbox, env: { ...sandbox.env, MYSQL_PORT: 'abc' } }, 'down')
  expect(result.exitCode, result.stderr).toBe(0)
})

it('answers --json with one document, for errors too', async () => {
  const result = await msctl(sandbox, 'up', 'kafak', '--json')
  expect(JSON.parse(result.stdout)).toMatchObject({ error: { code: 'MSCTL_UNKNOWN_COMPONENT', exit: 2 } })
})
