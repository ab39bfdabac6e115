import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Command } from '@oclif/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { BaseCommand } from '../../src/base-command.ts'
import { envTwin } from '../../src/with-env-twins.ts'

const source = join(import.meta.dirname, '..', '..', 'src')
const files = readdirSync(join(source, 'commands'), { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.ts'))

describe.each(files)('commands/%s', (file) => {
  let command: typeof Command

  beforeAll(async () => {
    command = (await import(join(source, 'commands', file))).default
  })

  it('is a command on the base of all', () => {
    expect(command.prototype).toBeInstanceOf(BaseCommand)
    expect(command.prototype).toBeInstanceOf(Command)
  })

  it('has a summary without a period, and examples', () => {
    expect(command.summary).toMatch(/^[A-Z].*[^.]$/)
    expect(command.examples.length).toBeGreaterThan(0)
  })

  it('has a variable for each flag, and a summary', () => {
    for (const [name, flag] of Object.entries({ ...command.flags, ...BaseCommand.baseFlags })) {
      expect(flag.env, name).toBe(envTwin(name))
      expect(flag.summary ?? flag.description, name).toMatch(/\w/)
    }
  })
})

it('loads no heavy module for help', () => {
  const heavy = ['kafkajs', 'mysql2', '@faker-js/faker', 'listr2', 'execa', 'undici', 'zod', 'yaml']
  const entries = ['main.ts', 'help.ts', 'hooks/command-not-found.ts', ...files.map((file) => `commands/${file}`)]
  const script = `
    import { registerHooks } from 'node:module'
    const packages = new Set()
    registerHooks({
      load(url, context, next) {
        const name = /node_modules\\/((?:@[^/]+\\/)?[^/]+)\\/(?!.*node_modules)/.exec(url)?.[1]
        if (name) packages.add(name)
        return next(url, context)
      },
    })
    for (const entry of ${JSON.stringify(entries.map((entry) => pathToFileURL(join(source, entry)).href))}) await import(entry)
    process.stdout.write(JSON.stringify([...packages]))
  `
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  })
  expect(stdout, stderr).toContain('@oclif/core')
  expect(JSON.parse(stdout).filter((name: string) => heavy.includes(name))).toEqual([])
})
