import { existsSync } from 'node:fs'
import { chmod, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { MsctlError } from '../../../errors.ts'
import type { Folders } from '../../../lib/folders.ts'
import type { Run } from '../../../lib/run.ts'
import { classDataArchive } from '../servers/java-arguments.ts'
import { initializeMysqlData, preparedMysqlData } from '../servers/mysql-data.ts'
import { refuseUnreachable, serverUser } from '../servers/server-user.ts'
import { findTools } from '../tools/find-tools.ts'
import type { ToolLookup, ToolName } from '../tools/tool.ts'
import { landFolder } from './land-folder.ts'
import type { SetupStep } from './setup-step.ts'
import { trainClassData } from './train-class-data.ts'

/** What makes later starts quick and is not there yet, for the wanted tools. */
export function prepareSteps(
  folders: Folders,
  wanted: readonly ToolName[],
  tools: ReadonlyMap<ToolName, ToolLookup>,
): readonly SetupStep[] {
  const java = tools.get('java')
  const isMade = (tool: ToolName, pathOf: (version: ToolLookup & { found: true }) => string): boolean => {
    const lookup = tools.get(tool)
    return lookup?.found === true && existsSync(pathOf(lookup))
  }
  const steps: (SetupStep | false)[] = [
    !isMade('mysql', (mysql) => preparedMysqlData(folders.cache, mysql)) && mysqlDataStep,
    ...(['kafka', 'kafka-kraft'] as const).map(
      (tool) =>
        java?.found === true &&
        !isMade(tool, (jars) => classDataArchive(folders.cache, java.version, jars.version, tool)) &&
        classDataStep(tool, java.version),
    ),
  ]
  return steps.filter((step) => step !== false).filter(({ tool }) => wanted.includes(tool))
}

const mysqlDataStep: SetupStep = {
  tool: 'mysql',
  what: 'an empty data folder to copy, so that the first up is quick',
  downloadMegabytes: 0,
  seconds: 2,
  act: prepareMysqlData,
}

const classDataStep = (tool: 'kafka' | 'kafka-kraft', javaVersion: string): SetupStep => ({
  tool,
  what: `one start on free ports, to keep its classes for java ${javaVersion}: later starts take a third of the time`,
  downloadMegabytes: 0,
  seconds: 8,
  act: (folders, run) => trainClassData(tool === 'kafka' ? 'zookeeper' : 'kraft', folders, run),
})

async function prepareMysqlData(folders: Folders, run: Run): Promise<void> {
  const mysql = (await findTools(folders, ['mysql'])).get('mysql')
  if (!mysql?.found) throw new MsctlError('MSCTL_TOOL_MISSING', `mysql ${mysql?.reason}`)
  run.report('making an empty data folder')
  await landFolder(preparedMysqlData(folders.cache, mysql), async (temporary) => {
    const user = await serverUser()
    if (user) refuseUnreachable(mysql.parts.baseDir ?? temporary, user)
    await chmod(temporary, 0o755)
    await initializeMysqlData({ folder: temporary, mysql, user, signal: run.signal })
    // Each server makes its own identity and keys.
    for (const name of ['auto.cnf', 'ca.pem', 'ca-key.pem', 'server-cert.pem', 'server-key.pem', 'client-cert.pem']) {
      await rm(join(temporary, name), { force: true })
    }
  })
}
