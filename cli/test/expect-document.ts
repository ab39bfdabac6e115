import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { z } from 'zod'

const file = join(import.meta.dirname, '..', '..', 'docs', 'json-schema.json')
const { $defs } = JSON.parse(readFileSync(file, 'utf8'))

/** Parses what --json printed, and holds it against docs/json-schema.json. */
export function expectDocument(name: string, text: string) {
  if (!$defs[name]) throw new Error(`docs/json-schema.json has no "${name}"`)
  const document = JSON.parse(text)
  const { error } = z.fromJSONSchema({ $ref: `#/$defs/${name}`, $defs } as never).safeParse(document)
  expect(error ? z.prettifyError(error) : '', text).toBe('')
  return document
}
