import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MsctlError } from '../errors.ts'
import { type Folders, stateFolder } from '../lib/folders.ts'
import type { Run } from '../lib/run.ts'
import type { Stack } from '../stack/stack.ts'
import type { Target } from '../targets/target.ts'

export interface ReportOptions {
  readonly stack: Stack
  readonly target: Target
  readonly folders: Folders
  readonly error: MsctlError
  readonly run: Run
}

const linesOfEach = 100
const gatherMs = 700

/** Writes what failed, the state of every component and its last lines to a file of its own below the state folder; returns its path. */
export async function writeReport({ stack, target, folders, error, run }: ReportOptions): Promise<string> {
  const folder = join(stateFolder(folders, stack.name), 'reports')
  const file = join(folder, `${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.txt`)
  // A report must not hold up the exit: what was gathered by then is what it holds.
  const bounded = { ...run, signal: AbortSignal.any([run.signal, AbortSignal.timeout(gatherMs)]) }
  const sections = [
    `${error.message}\n\n${JSON.stringify({ code: error.code, ...error.details }, null, 2)}`,
    await gather('components', async () => JSON.stringify(await target.status(stack, bounded), null, 2)),
    await gather('last lines of each component', () => lastLines(stack, target, bounded)),
  ]
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, `${sections.join('\n\n')}\n`)
  return file
}

async function gather(title: string, read: () => Promise<string>): Promise<string> {
  try {
    return `== ${title}\n${await read()}`
  } catch (error) {
    return `== ${title}\ncould not be read: ${error instanceof Error ? error.message : String(error)}`
  }
}

async function lastLines(stack: Stack, target: Target, run: Run): Promise<string> {
  const lines = new Map<string, string[]>()
  const options = { components: [], follow: false, tail: linesOfEach, previous: false }
  for await (const { component, replica, time, text } of target.logs(stack, options, run)) {
    const source = `${component}-${replica}`
    const own = lines.get(source) ?? []
    lines.set(source, own)
    own.push(`${time.toISOString()}  ${text}`)
    if (run.signal.aborted) break
  }
  return [...lines].map(([source, own]) => `\n== ${source}\n${own.join('\n')}`).join('\n')
}
