import type { Folders } from '../../lib/folders.ts'
import type { Run } from '../../lib/run.ts'
import { formatBytes } from '../../lib/units.ts'
import type { Stack } from '../../stack/stack.ts'
import { findingOf, pass, passedOthers } from '../findings.ts'
import type { Diagnosis, Finding } from '../target.ts'
import type { LocalParts } from './local-parts.ts'
import { findProblems } from './preflight/find-problems.ts'
import { lackingComponents } from './preflight/missing-tools.ts'
import { prepareSteps } from './setup/prepare-steps.ts'
import { type ToolLookup, type ToolName, toolNames } from './tools/tool.ts'

type Tools = ReadonlyMap<ToolName, ToolLookup>

/** The programs of this machine and of the cache, and what else the stack needs. */
export async function diagnose(stack: Stack, folders: Folders, parts: LocalParts, run: Run): Promise<Diagnosis> {
  const [tools, all] = await Promise.all([
    parts.findTools(folders, toolNames),
    findProblems(stack, folders, parts, run),
  ])
  const lacking = lackingComponents(stack, parts, tools)
  const required = lacking.flatMap(({ isOptional, tool }) => (isOptional ? [] : [tool.name]))
  // Tools have lines of their own.
  const problems = all.filter(({ code }) => code !== 'MSCTL_TOOL_MISSING').map(findingOf)
  const startable = stack.components.filter(({ name }) => !lacking.some(({ component }) => component === name))
  const memory = process.availableMemory()
  return {
    findings: [
      ...toolNames.map((name) => toolFinding(name, tools.get(name), required.includes(name))),
      ...quickStartFindings(folders, tools),
      ...problems,
      ...passedOthers(
        problems,
        startable,
        pass('memory', 'memory', `${formatBytes(memory)} free`, { availableBytes: memory }),
      ),
    ],
    without: [...new Set(lacking.flatMap(({ isOptional, component }) => (isOptional ? [component] : [])))],
  }
}

function toolFinding(name: ToolName, lookup: ToolLookup | undefined, isRequired: boolean): Finding {
  if (lookup?.found) {
    const { version, origin, path } = lookup
    return pass('tools', name, `${version}, ${origin === 'cache' ? 'cached' : path}`, { version, origin, path })
  }
  return {
    category: 'tools',
    name,
    status: isRequired ? 'fail' : 'warning',
    message: lookup?.reason ?? 'not found',
    fixes: lookup ? [lookup.fix] : [],
    details: {},
  }
}

function quickStartFindings(folders: Folders, tools: Tools): readonly Finding[] {
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
