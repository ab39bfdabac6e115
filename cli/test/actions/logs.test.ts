import { expect, it } from 'vitest'
import type { FoundStack } from '../../src/actions/find-stack.ts'
import { type LogsOptions, logs } from '../../src/actions/logs.ts'
import { FakeTarget } from '../fake-target.ts'
import { quietRun } from '../quiet-run.ts'
import { foldersIn } from '../temp-folder.ts'
import { stackOf } from '../test-stack.ts'

const all: LogsOptions = { components: [], follow: false, previous: false }

async function read(options: Partial<LogsOptions>): Promise<readonly string[]> {
  const target = new FakeTarget()
  const stack = stackOf()
  await target.apply(stack, quietRun())
  target.write('kafka', '2026-11-24 ERROR it broke')
  target.write('kafka', '\tat kafka.Kafka.main')
  target.write('kafka', '2026-11-24 INFO it goes on')
  target.write('kafka', '\tnot part of an error')
  target.write('user-service', '{"level":"error","msg":"refused","email":"a@b.example"}')
  const { credentials: _, ...recorded } = stack
  const record = { schema: 1 as const, target: 'local' as const, stack: recorded, folder: '', createdAt: '' }
  const found: FoundStack = { stack, target, folders: foldersIn('nowhere'), record }
  const shown: string[] = []
  for await (const { component, message } of logs(found, { ...all, ...options }, quietRun())) {
    shown.push(`${component} ${message}`)
  }
  return shown
}

it('keeps the lines of a stack trace with the line that it belongs to', async () => {
  expect(await read({ level: 'error' })).toEqual([
    'kafka 2026-11-24 ERROR it broke',
    'kafka \tat kafka.Kafka.main',
    'user-service refused',
  ])
})

it('finds a pattern in message and fields as they are shown', async () => {
  expect(await read({ pattern: /a@b/ })).toEqual(['user-service refused'])
  expect(await read({ pattern: /goes on$/ })).toEqual(['kafka 2026-11-24 INFO it goes on'])
  expect(await read({ pattern: /^refused {2}email=a@b\.example$/ })).toEqual(['user-service refused'])
  expect(await read({ pattern: /\{/ })).toEqual([])
})

it('shows only the components asked for', async () => {
  expect(await read({ components: ['mysql'] })).toEqual(['mysql started'])
})
