import { execFile } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { cp, lchown, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { MsctlError } from '../../../errors.ts'
import type { FoundTool } from '../tools/tool.ts'
import { processEnvironment } from './process-environment.ts'
import type { ServerUser } from './server-user.ts'

/** Where setup keeps a data folder as that server makes it, for a quick first start. */
export function preparedMysqlData(cache: string, mysql: FoundTool): string {
  return join(cache, 'mysql-data', mysql.version.replaceAll(' ', '-'))
}

export interface NewMysqlData {
  readonly folder: string
  readonly mysql: FoundTool
  readonly user: ServerUser | undefined
  readonly cache: string
  readonly signal: AbortSignal
}

/** Makes the data folder unless it is there: a copy of the prepared one, or by the server itself. Whole or not at all. */
export async function makeMysqlData(wanted: NewMysqlData): Promise<void> {
  const { folder, mysql, user, cache } = wanted
  if (existsSync(folder)) {
    // The user may be another one than before: "mysql" came with a package, say.
    if (user && statSync(folder).uid !== user.uid) await giveTo(folder, user)
    return
  }
  const unfinished = `${folder}.new`
  await rm(unfinished, { recursive: true, force: true })
  const prepared = preparedMysqlData(cache, mysql)
  if (existsSync(prepared)) {
    await cp(prepared, unfinished, { recursive: true })
    await giveTo(unfinished, user)
  } else {
    await mkdir(unfinished, { mode: 0o700 })
    await initializeMysqlData({ ...wanted, folder: unfinished })
  }
  await rename(unfinished, folder)
}

/** Links themselves, not what they lead to: the server's user may have put them there. */
async function giveTo(folder: string, user: ServerUser | undefined): Promise<void> {
  if (user === undefined) return
  const entries = await readdir(folder, { recursive: true })
  await Promise.all(['', ...entries].map((entry) => lchown(join(folder, entry), user.uid, user.gid)))
}

/**
 * Has the server fill an empty folder, which becomes its user's. A folder that was made with shortcuts (no flush, no
 * double write) does not boot: only the log is made small, and grows at the first start.
 */
export async function initializeMysqlData({ folder, mysql, user, signal }: Omit<NewMysqlData, 'cache'>): Promise<void> {
  await giveTo(folder, user)
  const { baseDir, messagesDir, installDb, vendor } = mysql.parts
  const common = [
    '--no-defaults',
    `--datadir=${folder}`,
    ...(baseDir ? [`--basedir=${baseDir}`] : []),
    ...(messagesDir ? [`--lc-messages-dir=${messagesDir}`] : []),
  ]
  const [program, args] =
    vendor === 'MariaDB'
      ? [installDb ?? 'mariadb-install-db', [...common, ...mariadbOptions]]
      : [mysql.path, [...common, '--initialize-insecure', '--secure-file-priv=NULL']]
  const env = processEnvironment({ ...mysql.env, TMPDIR: folder })
  try {
    await promisify(execFile)(program, args, {
      env,
      signal,
      cwd: folder,
      ...(user && { uid: user.uid, gid: user.gid }),
    })
  } catch (cause) {
    signal.throwIfAborted()
    const lastLines = outputOf(cause).trim().split('\n').slice(-20)
    throw new MsctlError('MSCTL_COMPONENT_FAILED', `mysql could not make its data folder: ${lastLines.at(-1)}`, {
      cause,
      details: { component: 'mysql', lastLines },
    })
  }
}

const mariadbOptions = [
  '--auth-root-authentication-method=normal',
  '--skip-test-db',
  '--skip-name-resolve',
  '--innodb-log-file-size=16M',
]

function outputOf(error: unknown): string {
  const { stdout = '', stderr = '', message = '' } = error as { stdout?: string; stderr?: string; message?: string }
  return stderr || stdout || message
}
