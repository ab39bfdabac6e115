import { existsSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { MsctlError } from '../errors.ts'
import type { Folders } from '../lib/folders.ts'
import { acquireLock } from '../lib/lock.ts'
import type { Run } from '../lib/run.ts'
import { suggest } from '../lib/suggest.ts'
import { downloadsFolder } from '../targets/local/setup/downloads-folder.ts'
import { removeUnfinished } from '../targets/local/setup/land-folder.ts'
import type { SetupPlan } from '../targets/local/setup/plan-setup.ts'
import type { SetupStep } from '../targets/local/setup/setup-step.ts'
import { type ToolName, toolNames } from '../targets/local/tools/tool.ts'

export { planSetup } from '../targets/local/setup/plan-setup.ts'
export type { SetupPlan, SetupStep }

export interface StepResult {
  readonly step: SetupStep
  readonly tookMs: number
}

/** The typed names as tools, all when none is typed; MSCTL_USAGE names what was probably meant and what there is. */
export function toToolNames(typed: readonly string[]): readonly ToolName[] {
  if (typed.length === 0) return toolNames
  return [...new Set(typed)].map((name) => {
    const found = toolNames.find((tool) => tool === name)
    if (found) return found
    throw new MsctlError('MSCTL_USAGE', `unknown tool "${name}"; known: ${toolNames.join(', ')}`, {
      suggestions: suggest(name, toolNames).map((meant) => `did you mean ${meant}?`),
    })
  })
}

/** Does the steps one after the other. What is done stays done when a later one fails or the user stops it. */
export async function carryOutSetup(
  { steps }: SetupPlan,
  folders: Folders,
  run: Run,
  { onStep }: { readonly onStep: (step: SetupStep, index: number) => void },
): Promise<readonly StepResult[]> {
  using _lock = await lockSetup(folders, run)
  await removeUnfinished(folders)
  const results: StepResult[] = []
  for (const [index, step] of steps.entries()) {
    onStep(step, index)
    const beganMs = performance.now()
    await step.act(folders, run).catch((error: unknown) => Promise.reject(named(error, step)))
    results.push({ step, tookMs: performance.now() - beganMs })
  }
  await rm(downloadsFolder(folders), { recursive: true, force: true })
  return results
}

function named(error: unknown, { tool }: SetupStep): unknown {
  if (!(error instanceof MsctlError)) return error
  return new MsctlError(error.code, `could not set up ${tool}: ${error.message}`, {
    suggestions: [...error.suggestions, 'msctl setup goes on with what is still missing'],
    details: error.details,
    cause: error.cause,
  })
}

/** Tools that the user must see to himself before he has what he asked for: those he named, else all that a stack cannot do without. */
export function blocking({ byHand }: SetupPlan, typed: readonly string[]): readonly ToolName[] {
  const spared: readonly ToolName[] = typed.length > 0 ? [] : ['grafana', 'adminer', 'kafka-kraft']
  return byHand.map(({ tool }) => tool).filter((tool) => !spared.includes(tool))
}

/** Removes all that setup and the servers keep in the cache. */
export async function cleanCaches(folders: Folders, run: Run): Promise<readonly string[]> {
  if (!existsSync(folders.cache)) return []
  using _lock = await lockSetup(folders, run)
  const names = (await readdir(folders.cache)).filter((name) => name !== lockName)
  for (const name of names) {
    run.report(`removing ${join(folders.cache, name)}`)
    await rm(join(folders.cache, name), { recursive: true, force: true })
  }
  // The folder itself goes with the lock.
  return names.map((name) => join(folders.cache, name))
}

const lockName = 'setup.lock'

/** In the cache, which several may share who have other folders of their own. */
async function lockSetup(folders: Folders, run: Run): Promise<Disposable> {
  // Servers that run as another user go through it.
  await mkdir(folders.cache, { recursive: true, mode: 0o755 })
  return acquireLock({
    file: join(folders.cache, lockName),
    what: 'msctl setup',
    signal: run.signal,
    onWait: ({ pid }) => run.report(`waiting for another msctl setup (pid ${pid})`),
  })
}
