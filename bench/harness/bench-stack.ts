import { join } from 'node:path'
import { execa } from 'execa'
import { foldersOf, packageRoot, stateFolder } from '../../cli/src/lib/folders.ts'
import type { catalogue } from '../../cli/src/stack/components.ts'
import { readRecord } from '../../cli/src/targets/local/supervisor/record.ts'
import { leftovers } from '../../e2e/harness/leftovers.ts'
import { msctl } from '../../e2e/harness/msctl.ts'
import { openSandbox, type Sandbox } from '../../e2e/harness/sandbox.ts'

/** A stack on `local` of a benchmark's own, all of it in one folder; disposing removes it without a trace. */
export interface BenchStack extends AsyncDisposable {
  readonly sandbox: Sandbox
  /** As its administrator. */
  readonly mysql: MysqlAccess
  /** host:port */
  readonly broker: string
  /** By component; the supervisor is one, too. */
  readonly processes: Readonly<Record<string, number>>
  urlOf(component: keyof typeof catalogue, port: string): string
}

export interface MysqlAccess {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
}

/** `msctl up` with these arguments. Aborted, it leaves nothing behind either. */
export async function startStack(upArguments: readonly string[], signal: AbortSignal): Promise<BenchStack> {
  const sandbox = await openSandbox()
  const password = 'bench'
  // as the peer, which has no access log, none of our services writes a line for each request or event
  Object.assign(sandbox.env, { MYSQL_ROOT_PASSWORD: password, MYSQL_PASSWORD: password, LOG_LEVEL: 'warn' })
  try {
    await runMsctl(sandbox, ['up', ...upArguments], signal)
    return {
      sandbox,
      mysql: { host: '127.0.0.1', port: sandbox.port('mysql', 'mysql'), user: 'root', password },
      broker: `127.0.0.1:${sandbox.port('kafka', 'kafka')}`,
      processes: await processesOf(sandbox, signal),
      urlOf: (component, port) => `http://127.0.0.1:${sandbox.port(component, port)}`,
      [Symbol.asyncDispose]: () => remove(sandbox),
    }
  } catch (error) {
    await remove(sandbox)
    throw error
  }
}

/** What it printed on stdout. Throws with all that it printed when it does not end with 0; `onStart` hears its process id. */
export async function runMsctl(
  sandbox: Sandbox,
  args: readonly string[],
  signal: AbortSignal,
  onStart?: (pid: number) => void,
): Promise<string> {
  const running = execa(process.execPath, [join(packageRoot(), 'cli/bin/run.js'), ...args], {
    cwd: sandbox.cwd,
    env: sandbox.env,
    extendEnv: false,
    cancelSignal: signal,
    forceKillAfterDelay: 15_000,
  })
  if (running.pid !== undefined) onStart?.(running.pid)
  return (await running).stdout
}

async function processesOf(sandbox: Sandbox, signal: AbortSignal): Promise<Record<string, number>> {
  const status = JSON.parse(await runMsctl(sandbox, ['status', '--json'], signal)) as {
    readonly components: readonly { readonly name: string; readonly pid?: number }[]
  }
  const components = status.components.flatMap(({ name, pid }) => (pid === undefined ? [] : [[name, pid] as const]))
  const supervisor = readRecord(stateFolder(foldersOf(sandbox.env), sandbox.name))?.supervisor.pid
  return { ...Object.fromEntries(components), ...(supervisor !== undefined && { supervisor }) }
}

async function remove(sandbox: Sandbox): Promise<void> {
  const { exitCode, stdout, stderr } = await msctl(sandbox, 'down', '--volumes')
  const left = await leftovers(sandbox)
  if (exitCode !== 0 || left.length > 0) {
    throw new Error(
      `msctl down: exit ${exitCode}\n${stdout}\n${stderr}\nleft behind in ${sandbox.folder}:\n${left.join('\n')}`,
    )
  }
  await sandbox[Symbol.asyncDispose]()
}
