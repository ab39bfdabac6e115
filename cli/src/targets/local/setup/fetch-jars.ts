import { join } from 'node:path'
import { MsctlError } from '../../../errors.ts'
import { type Folders, packageRoot } from '../../../lib/folders.ts'
import type { Run } from '../../../lib/run.ts'
import { cachedToolFolder } from '../tools/cached-tool.ts'
import { findPrograms } from '../tools/find-program.ts'
import { landFolder } from './land-folder.ts'
import { runCommand } from './run-command.ts'

/** The jars that templates/<tool>/pom.xml names, with all that they need, as Maven resolves them. */
export async function fetchJars(tool: 'kafka' | 'kafka-kraft', folders: Folders, run: Run): Promise<void> {
  const [maven] = await findPrograms(['mvn'])
  if (maven === undefined) {
    throw new MsctlError('MSCTL_TOOL_MISSING', `${tool} comes by Maven, and "mvn" was not found`, {
      suggestions: ['Debian, Ubuntu: sudo apt install maven', 'macOS: brew install maven'],
    })
  }
  await landFolder(cachedToolFolder(folders, tool), async (temporary) => {
    run.report('resolving jars')
    const argv = [
      maven,
      '--batch-mode',
      '--no-transfer-progress',
      '--file',
      join(packageRoot(), 'templates', tool, 'pom.xml'),
      `-Dmaven.repo.local=${join(folders.cache, 'downloads', 'maven')}`,
      'dependency:copy-dependencies',
      `-DoutputDirectory=${join(temporary, 'jars')}`,
    ] as const
    let count = 0
    await runCommand([...argv], run, {
      onLine: (line) => {
        if (/Copying \S+\.jar/.test(line)) run.report(`copying jars (${++count})`)
      },
    })
  })
}
