import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Folders } from '../../../src/lib/folders.ts'
import type { Run } from '../../../src/lib/run.ts'
import type { ComponentName } from '../../../src/stack/components.ts'
import { destroyStack } from '../../../src/targets/local/destroy-stack.ts'
import { type Place, placeOf } from '../../../src/targets/local/place.ts'
import type { ProcessSpec } from '../../../src/targets/local/process-spec.ts'
import { readProcess } from '../../../src/targets/local/supervisor/process-table.ts'

export function run(signal = new AbortController().signal): Run {
  return { signal, report: () => {}, showCommand: () => {} }
}

/** Folders of a test's own, removed with all that runs in them when the test ends. */
export function openPlace(): Place & { readonly folders: Folders } {
  const folder = mkdtempSync(join(tmpdir(), 'msctl-unit-'))
  const folders = { cache: join(folder, 'cache'), state: join(folder, 'state'), runtime: join(folder, 'run') }
  const place = placeOf(folders, 'small')
  onTestFinished(async () => {
    await destroyStack(place, true, run())
    rmSync(folder, { recursive: true, force: true })
  })
  return { ...place, folders }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

export interface SmallSpec {
  readonly component?: ComponentName
  readonly manners?: readonly string[]
  readonly waitsForPort?: number
  readonly stopGraceMs?: number
}

/** A process of small-server.mjs on a port of its own. */
export async function smallSpec(
  place: Place,
  wanted: SmallSpec = {},
): Promise<ProcessSpec & { readonly port: number }> {
  const { component = 'mysql', manners = [], waitsForPort, stopGraceMs = 2000 } = wanted
  const port = await freePort()
  return {
    id: component,
    component,
    replica: 1,
    version: '1.0.0',
    argv: [process.execPath, join(import.meta.dirname, 'small-server.mjs'), String(port), ...manners],
    env: { SECRET: 'not to be seen on disk' },
    cwd: import.meta.dirname,
    ports: { tcp: port },
    logFile: join(place.stateFolder, 'logs', `${component}.log`),
    gates: waitsForPort === undefined ? [] : [{ kind: 'tcp', host: '127.0.0.1', port: waitsForPort }],
    started: { kind: 'tcp', host: '127.0.0.1', port },
    stopSignal: 'SIGTERM',
    stopGraceMs,
    port,
  }
}

/** Says one word to a small server. */
export async function tell(port: number, word: string): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.end(word)
  await once(socket, 'close')
}

/** The pid that a small server wrote of its child. */
export function childIn(logFile: string): number {
  return Number(/child (\d+)/.exec(readFileSync(logFile, 'utf8'))?.[1])
}

export function isAlive(pid: number): boolean {
  return readProcess(pid) !== undefined
}
