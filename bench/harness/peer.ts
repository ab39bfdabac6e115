import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { createConnection } from 'mysql2/promise'
import { packageRoot } from '../../cli/src/lib/folders.ts'
import { installVenv, pythonOf } from '../../e2e/harness/pinned-venv.ts'
import type { BenchStack } from './bench-stack.ts'
import { type HttpProgram, whenReady } from './http-program.ts'
import { type Program, startProgram } from './start-program.ts'

const folder = join(packageRoot(), 'bench/peer')
const venv = { name: 'bench-peer', requirements: join(folder, 'requirements.txt') }
export const peerDatabase = 'peer'

/** Why the peer cannot run here; undefined when it can. Installs it when it is not there. */
export const whyNotPeer = (): Promise<string | undefined> => installVenv(venv)

/** Makes the peer's own database on the stack's server. */
export async function createPeerDatabase(stack: BenchStack, signal: AbortSignal): Promise<void> {
  const connection = await createConnection(stack.mysql)
  try {
    await connection.query(`CREATE DATABASE ${peerDatabase} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`)
  } finally {
    await connection.end()
  }
  const env = environmentOf(stack, '')
  await execa(pythonOf(venv), ['tables.py'], { cwd: folder, env, cancelSignal: signal })
}

/** One of the peer's programs; `group` is the consumer group of those that consume. */
export function startPeer(
  stack: BenchStack,
  topic: string,
  args: readonly [name: string, ...rest: string[]],
  group = 'peer',
): Program {
  const env = { ...environmentOf(stack, topic), KAFKA_GROUP: group }
  return startProgram(stack.sandbox, {
    name: `peer-${group}-${args[0]}`,
    argv: [pythonOf(venv), ...args],
    cwd: folder,
    env,
  })
}

/** The peer's service on HTTP, one worker a core, once it answers; on the port of a component that the stack leaves out. */
export async function startPeerHttp(stack: BenchStack, topic: string, signal: AbortSignal): Promise<HttpProgram> {
  const port = stack.sandbox.port('prometheus', 'http')
  const workers = ['--workers', String(availableParallelism())]
  const args = ['user_service:app', '--port', String(port), ...workers, '--no-access-log', '--log-level', 'warning']
  const program = startPeer(stack, topic, ['-m', 'uvicorn', ...args])
  return whenReady(program, `http://127.0.0.1:${port}`, signal)
}

function environmentOf({ mysql, broker }: BenchStack, topic: string): Record<string, string> {
  const { user, password, host, port } = mysql
  return {
    DATABASE_URL: `mysql+pymysql://${user}:${password}@${host}:${port}/${peerDatabase}`,
    KAFKA_BROKER_URL: broker,
    KAFKA_TOPIC: topic,
  }
}
