import { constants, existsSync } from 'node:fs'
import { access } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Folders } from '../lib/folders.ts'
import type { Run } from '../lib/run.ts'
import { formatBytes } from '../lib/units.ts'
import { createStack } from '../stack/create-stack.ts'
import type { Settings } from '../stack/settings.ts'
import type { Stack } from '../stack/stack.ts'
import { servers } from '../targets/local/servers/prepare-servers.ts'
import { prepareSteps } from '../targets/local/setup/prepare-steps.ts'
import { findTools } from '../targets/local/tools/find-tools.ts'
import { type ToolLookup, type ToolName, toolNames } from '../targets/local/tools/tool.ts'
import type { Problem } from '../targets/target.ts'
import { openTarget } from './select-target.ts'

export interface DoctorCheck {
  readonly category: 'node' | 'tools' | 'ports' | 'memory' | 'data' | 'folders'
  readonly name: string
  /** `fail`: the target cannot run because of it; `warning`: it runs with less. */
  readonly status: 'pass' | 'warning' | 'fail'
  readonly message: string
  /** Each one a command to paste or a page; empty when nothing is to be done. */
  readonly fixes: readonly string[]
  readonly details: Readonly<Record<string, unknown>>
}

export interface DoctorReport {
  readonly target: 'local'
  readonly canRun: boolean
  /** What it would run without. */
  readonly without: readonly string[]
  readonly checks: readonly DoctorCheck[]
}

/** What this machine has and lacks for the stack of these settings. Changes nothing, starts nothing. */
export async function doctor(settings: Settings, folders: Folders, run: Run): Promise<DoctorReport> {
  const stack = createStack({ settings })
  const target = await openTarget('local', folders)
  const [tools, all] = await Promise.all([findTools(folders), target.preflight(stack, run)])
  const problems = all.filter(({ code }) => code !== 'MSCTL_TOOL_MISSING')
  const checks = [
    pass('node', 'node', process.version.slice(1), { path: process.execPath }),
    ...toolNames.map((name) => toolCheck(name, tools.get(name), stack)),
    ...quickStartChecks(folders, tools),
    ...problems.map(problemCheck),
    ...passed(stack, problems, tools),
    ...(await Promise.all([folderCheck('cache', folders.cache), folderCheck('state', folders.state)])),
  ]
  const without = stack.components.filter(({ name, optional }) => optional && lacks(name, stack, tools))
  return {
    target: 'local',
    canRun: checks.every(({ status }) => status !== 'fail'),
    without: without.map(({ name }) => name),
    checks,
  }
}

function pass(
  category: DoctorCheck['category'],
  name: string,
  message: string,
  details: DoctorCheck['details'] = {},
): DoctorCheck {
  return { category, name, status: 'pass', message, fixes: [], details }
}

function toolCheck(name: ToolName, lookup: ToolLookup | undefined, stack: Stack): DoctorCheck {
  if (lookup?.found) {
    const { version, origin, path } = lookup
    return pass('tools', name, `${version}, ${origin === 'cache' ? 'cached' : path}`, { version, origin, path })
  }
  const isRequired = stack.components.some(
    (component) => !component.optional && servers[component.name].tools(stack).includes(name),
  )
  return {
    category: 'tools',
    name,
    status: isRequired ? 'fail' : 'warning',
    message: lookup?.reason ?? 'not found',
    fixes: lookup ? [lookup.fix] : [],
    details: {},
  }
}

function quickStartChecks(folders: Folders, tools: ReadonlyMap<ToolName, ToolLookup>): readonly DoctorCheck[] {
  const found = toolNames.filter((name) => tools.get(name)?.found)
  return prepareSteps(folders, found, tools).map(({ tool }) => ({
    category: 'tools',
    name: `${tool}, quick start`,
    status: 'warning',
    message: 'not prepared: its starts take longer than they could',
    fixes: [`msctl setup ${tool}`],
    details: {},
  }))
}

function problemCheck({ code, summary, suggestions, details = {} }: Problem): DoctorCheck {
  const isMemory = 'neededBytes' in details
  const category = code === 'MSCTL_DATA_INCOMPATIBLE' ? 'data' : isMemory ? 'memory' : 'ports'
  const name = String(details.component ?? category)
  return { category, name, status: 'fail', message: summary, fixes: suggestions, details }
}

/** What was looked at without finding a problem: ports only of what could be started. */
function passed(
  stack: Stack,
  problems: readonly Problem[],
  tools: ReadonlyMap<ToolName, ToolLookup>,
): readonly DoctorCheck[] {
  const found = problems.map(problemCheck).map(({ category }) => category)
  const startable = stack.components.filter(({ name }) => !lacks(name, stack, tools))
  const count = startable.reduce((sum, { ports }) => sum + Object.keys(ports).length, 0)
  const memory = process.availableMemory()
  return [
    ...(found.includes('memory')
      ? []
      : [pass('memory', 'memory', `${formatBytes(memory)} free`, { availableBytes: memory })]),
    ...(found.includes('ports') ? [] : [pass('ports', 'ports', `all ${count} free, or held by this stack`)]),
  ]
}

async function folderCheck(name: string, folder: string): Promise<DoctorCheck> {
  let existing = folder
  while (!existsSync(existing)) existing = dirname(existing)
  try {
    await access(existing, constants.W_OK)
    return pass('folders', name, folder)
  } catch {
    const fixes = [`XDG_${name.toUpperCase()}_HOME=... sets another place`]
    return {
      category: 'folders',
      name,
      status: 'fail',
      message: `cannot write to ${existing}`,
      fixes,
      details: { folder },
    }
  }
}

function lacks(name: keyof typeof servers, stack: Stack, tools: ReadonlyMap<ToolName, ToolLookup>): boolean {
  return servers[name].tools(stack).some((tool) => !tools.get(tool)?.found)
}
