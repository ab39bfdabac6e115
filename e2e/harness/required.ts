import { foldersOf } from '../../cli/src/lib/folders.ts'
import { findTools } from '../../cli/src/targets/local/tools/find-tools.ts'
import type { ToolName } from '../../cli/src/targets/local/tools/tool.ts'

const partOf: Readonly<Partial<Record<ToolName, string>>> = { traefik: 'traefik', prometheus: 'prometheus' }

/**
 * Why tests on `local` cannot run here; undefined when they can. With the part named in MSCTL_TEST_REQUIRE
 * it throws instead, so that a machine that must run them cannot pass by skipping.
 */
export async function whyNotLocal(): Promise<string | undefined> {
  const tools = await findTools(foldersOf(), ['java', 'mysql', 'kafka', 'kafka-kraft', 'traefik', 'prometheus'])
  const missing = [...tools.values()].flatMap((tool) => (tool.found ? [] : [tool]))
  if (missing.length === 0) return undefined
  const reason = missing.map((tool) => `${tool.name}: ${tool.reason}`).join(', ')
  const required = (process.env.MSCTL_TEST_REQUIRE ?? '').split(',')
  const insisted = missing.some((tool) => required.includes(partOf[tool.name] ?? 'local'))
  if (insisted) throw new Error(`required by MSCTL_TEST_REQUIRE, but ${reason}`)
  return reason
}
