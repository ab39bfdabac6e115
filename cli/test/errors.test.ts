import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { exitCodes } from '../src/errors.ts'

const source = readFileSync(join(import.meta.dirname, '..', 'src', 'errors.ts'), 'utf8')
const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'json.md'), 'utf8')

it('documents every code with its exit code', () => {
  const codes = [...source.matchAll(/^ {2}(MSCTL_[A-Z_]+): exitCodes\.(\w+),$/gm)]
  expect(codes.length).toBeGreaterThan(10)
  for (const [, code, name] of codes) {
    const row = page.split('\n').find((line) => line.startsWith('| ') && line.includes(`\`${code}\``)) ?? ''
    const exits = row
      .split('|')[2]
      ?.split(',')
      .map((text) => Number(text.trim()))
    expect(exits, code).toContain(exitCodes[name as keyof typeof exitCodes])
  }
})
