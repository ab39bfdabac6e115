import { chmodSync, lchownSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from '../../../lib/write-whole.ts'
import { reachableHost } from '../../../stack/addresses.ts'
import { componentOf } from '../../../stack/stack.ts'
import type { LocalContext, Prepare } from '../local-context.ts'
import type { ProcessSpec } from '../process-spec.ts'
import { markOf } from '../supervisor/stack-marker.ts'
import { writeDataVersion } from './data-version.ts'
import { foundTool } from './found-tool.ts'
import { mysqlArguments } from './mysql-arguments.ts'
import { makeMysqlData } from './mysql-data.ts'
import { mysqlInitSql } from './mysql-init-sql.ts'
import { processEnvironment } from './process-environment.ts'
import { configFolder, dataFolder, logFile } from './server-files.ts'
import { refuseUnreachable, type ServerUser, serverUser } from './server-user.ts'

export const prepareMysql: Prepare = async (context) => {
  const { stack, folders, stateFolder, run } = context
  const mysql = foundTool(context, 'mysql')
  const user = await serverUser()
  const home = dataFolder(context, 'mysql')
  if (user) refuseUnreachable(home, user)
  if (user && mysql.parts.baseDir) refuseUnreachable(mysql.parts.baseDir, user)
  const temporary = join(home, 'tmp')
  mkdirSync(temporary, { recursive: true, mode: 0o700 })
  give(user, home, temporary)
  const data = join(home, 'data')
  // Should msctl be killed meanwhile, the mark lets `down` end what goes on.
  const marked = { ...mysql, env: { ...mysql.env, ...markOf(stateFolder) } }
  await makeMysqlData({ folder: data, mysql: marked, user, cache: folders.cache, signal: run.signal })
  const { vendor = '', number = '' } = mysql.parts
  writeDataVersion(stateFolder, 'mysql', { product: vendor, version: number })
  const port = mysqlPort(context)
  const spec: ProcessSpec = {
    id: 'mysql',
    component: 'mysql',
    replica: 1,
    version: mysql.version,
    argv: [
      mysql.path,
      ...mysqlArguments(mysql, { data, temporary, bind: stack.bind, port, initFile: writeInitFile(context, user) }),
    ],
    env: processEnvironment(mysql.env),
    cwd: home,
    ...(user && { user: { uid: user.uid, gid: user.gid } }),
    ports: { mysql: port },
    logFile: logFile(context, 'mysql'),
    gates: [],
    started: { kind: 'mysql', host: reachableHost(stack), port },
    stopSignal: 'SIGTERM',
    stopGraceMs: 30_000,
    // MariaDB 10.11 that is told to stop while it starts may wait for a thread that has ended already.
    startingGraceMs: 3000,
  }
  return [spec]
}

export function mysqlPort({ stack }: LocalContext): number {
  const port = componentOf(stack, 'mysql')?.ports.mysql
  if (port === undefined) throw new Error('the stack has no mysql')
  return port
}

/** Holds the passwords, so that neither a command line nor an environment does: for the server's user alone to read. */
function writeInitFile(context: LocalContext, user: ServerUser | undefined): string {
  const folder = configFolder(context, 'mysql')
  const file = join(folder, 'init.sql')
  chmodSync(folder, 0o700)
  writeWhole(file, mysqlInitSql(context.stack.database, context.stack.credentials), 0o600)
  give(user, folder, file)
  return file
}

function give(user: ServerUser | undefined, ...paths: readonly string[]): void {
  if (user) for (const path of paths) lchownSync(path, user.uid, user.gid)
}
