import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { vi } from 'vitest'
import type { Outcome } from '../../../src/targets/minikube/minikube-cli.ts'
import { type Recording, recording } from './recording.ts'

/** A recording by name; with `as` some of its words are others, with `outcome` it is none but what the source says. */
export type Step = string | { readonly name: string; readonly as?: Readonly<Record<string, string>> } | Outcome

export interface RecordedMinikube {
  /** Every call that was made, without the program's name. */
  readonly calls: readonly (readonly string[])[]
  /** Calls that are still to come. */
  readonly left: number
}

/**
 * Puts a `minikube` on PATH, and nothing else, that answers one call after the other as the real one did. It refuses (exit code 99) a call that
 * was not recorded: another command than the recording's, or a flag that the recorded one was not given.
 */
export function replay(folder: string, steps: readonly Step[]): RecordedMinikube {
  const bin = join(folder, 'bin')
  mkdirSync(bin, { recursive: true })
  const file = (name: string): string => join(bin, name)
  writeFileSync(file('steps.json'), JSON.stringify(steps.map(toAnswer)))
  writeFileSync(file('minikube'), `#!${process.execPath}\n${program}`)
  chmodSync(file('minikube'), 0o755)
  vi.stubEnv('PATH', bin)
  return {
    get calls() {
      if (!existsSync(file('calls'))) return []
      return readFileSync(file('calls'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    },
    get left() {
      return JSON.parse(readFileSync(file('steps.json'), 'utf8')).length
    },
  }
}

function toAnswer(step: Step): Outcome | Recording {
  if (typeof step === 'string') return recording(step)
  if (!('name' in step)) return step
  const text = Object.entries(step.as ?? {}).reduce(
    (all, [from, to]) => all.replaceAll(from, to),
    JSON.stringify(recording(step.name)),
  )
  return JSON.parse(text)
}

const program = `
const { appendFileSync, readFileSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const args = process.argv.slice(2)
const file = (name) => join(__dirname, name)
appendFileSync(file('calls'), JSON.stringify(args) + '\\n')
const [answer, ...rest] = JSON.parse(readFileSync(file('steps.json'), 'utf8'))
writeFileSync(file('steps.json'), JSON.stringify(rest))
const isFlag = (word) => word.startsWith('-')
const words = (all) => all.filter((word) => !isFlag(word)).join(' ')
const flags = (all) => all.filter(isFlag).map((word) => word.split('=')[0])
const recorded = answer?.command?.slice(1)
if (!answer || (recorded && (words(args) !== words(recorded) || !flags(args).every((one) => flags(recorded).includes(one))))) {
  process.stderr.write('not recorded: ' + args.join(' ') + ', but ' + recorded?.join(' ') + '\\n')
  process.exit(99)
}
process.stdout.write(answer.stdout)
process.stderr.write(answer.stderr)
process.exitCode = answer.exitCode
`
