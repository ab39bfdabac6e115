import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Folders } from '../../../lib/folders.ts'
import { writeWhole } from '../../../lib/write-whole.ts'

/** Asks a program for its version: all that it prints, or undefined when it fails. */
export type AskVersion = (
  path: string,
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
) => Promise<string | undefined>

type Answers = Record<string, string>

const timeoutMs = 15_000

/**
 * Remembers answers in the cache, by path, size and time of change of the program: asking Java and Traefik takes longer
 * than all the rest of a look-up. Failures are not remembered.
 */
export function rememberingVersions(folders: Folders): { readonly ask: AskVersion; readonly save: () => void } {
  const file = join(folders.cache, 'versions.json')
  const known = readAnswers(file)
  const used: Answers = {}
  let isChanged = false
  return {
    ask: async (path, args, env = {}) => {
      const key = await keyOf(path, args)
      const remembered = known[key]
      const answer = remembered ?? (await askProgram(path, args, env))
      if (answer === undefined) return undefined
      used[key] = answer
      isChanged ||= remembered === undefined
      return answer
    },
    save: () => {
      if (isChanged) writeAnswers(file, { ...known, ...used })
    },
  }
}

const askProgram: AskVersion = (path, args, env) =>
  new Promise((resolve) => {
    execFile(path, args, { env: { ...process.env, ...env }, timeout: timeoutMs }, (error, stdout, stderr) =>
      resolve(error ? undefined : `${stdout}\n${stderr}`.trim()),
    )
  })

async function keyOf(path: string, args: readonly string[]): Promise<string> {
  const real = await realpath(path)
  const { mtimeMs, size } = await stat(real)
  return [path, real, size, Math.trunc(mtimeMs), ...args].join(' ')
}

function readAnswers(file: string): Answers {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}

function writeAnswers(file: string, answers: Answers): void {
  try {
    writeWhole(file, JSON.stringify(answers))
  } catch {
    // A cache that cannot be written only costs time.
  }
}
