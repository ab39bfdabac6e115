import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { expectDocument } from './expect-document.ts'

const error = { code: 'MSCTL_NO_STACK', message: 'no stack', suggestions: [], exit: 4, details: {} }

it('takes a document that is as described, and no other', () => {
  expectDocument('error', JSON.stringify({ schema: 1, error }))
  for (const bad of [
    { schema: 2, error },
    { schema: 1, error: { ...error, exit: 99 } },
    { schema: 1, error, more: 1 },
  ]) {
    expect(() => expectDocument('error', JSON.stringify(bad))).toThrow()
  }
})

it('describes every command but those that stream', () => {
  const commands = readdirSync(join(import.meta.dirname, '..', 'src', 'commands'), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.ts'))
    // "dlq/list.ts" is described as "dlqList"
    .map((name) => name.replace('.ts', '').replace(/\W(.)/, (_, letter: string) => letter.toUpperCase()))
  for (const command of commands.filter((name) => name !== 'logs')) {
    expect(() => expectDocument(command, '{}'), command).not.toThrow(/has no/)
  }
})
