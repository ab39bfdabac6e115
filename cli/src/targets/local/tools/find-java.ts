import { join } from 'node:path'
import { findPrograms, isProgram } from './find-program.ts'
import type { FoundTool } from './tool.ts'
import type { ToolFinder } from './tool-finder.ts'

const oldest = 17
const fix = 'Debian, Ubuntu: sudo apt install default-jre-headless    macOS: brew install openjdk'

/** PATH first, then JAVA_HOME; macOS has a `java` that only says that there is none, which counts as not found. */
export const findJava: ToolFinder = async ({ ask, env }) => {
  const home = env.JAVA_HOME ? join(env.JAVA_HOME, 'bin', 'java') : undefined
  const candidates = [...(await findPrograms(['java'], env)), ...(home && (await isProgram(home)) ? [home] : [])]
  const tooOld: string[] = []
  for (const path of candidates) {
    const version = parseJavaVersion(await ask(path, ['-XX:-UsePerfData', '-version']))
    if (version === undefined) continue
    if (Number.parseInt(version, 10) >= oldest) return found(path, version)
    tooOld.push(version)
  }
  const reason = tooOld[0] ? `java ${tooOld[0]} found, ${oldest} or later needed` : 'not found'
  return { name: 'java', found: false, reason, fix }
}

/** "17.0.15" of `openjdk version "17.0.15" 2025-04-15`. */
export function parseJavaVersion(output: string | undefined): string | undefined {
  return output?.match(/version "(\d+[^"]*)"/)?.[1]
}

function found(path: string, version: string): FoundTool {
  return { name: 'java', found: true, version, origin: 'path', path, parts: {}, env: {} }
}
