import { join } from 'node:path'
import { type Folders, packageRoot } from '../../../lib/folders.ts'
import type { Run } from '../../../lib/run.ts'
import { downloadsFolder } from './downloads-folder.ts'
import { landTool } from './land-tool.ts'
import { runCommand } from './run-command.ts'

/** The jars that templates/<tool>/pom.xml names, with all that they need, as Maven resolves them. */
export async function fetchJars(tool: 'kafka' | 'kafka-kraft', folders: Folders, run: Run): Promise<void> {
  await landTool(tool, folders, async (temporary) => {
    run.report('resolving jars')
    const argv = [
      'mvn',
      '--batch-mode',
      '--no-transfer-progress',
      '--file',
      join(packageRoot(), 'templates', tool, 'pom.xml'),
      `-Dmaven.repo.local=${join(downloadsFolder(folders), 'maven')}`,
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
