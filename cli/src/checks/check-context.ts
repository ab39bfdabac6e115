import type { Admin, Kafka } from 'kafkajs'
import type { Connection } from 'mysql2/promise'
import { MsctlError } from '../errors.ts'
import type { Folders } from '../lib/folders.ts'
import type { Run } from '../lib/run.ts'
import { closeMysql, requireMysql } from '../probes/connect-mysql.ts'
import { connectAdmin, createKafka } from '../probes/create-kafka.ts'
import { openPaths, type Paths } from '../probes/paths.ts'
import { componentOf, type Stack } from '../stack/stack.ts'
import type { Target } from '../targets/target.ts'
import { type Baseline, readBaseline } from './baseline.ts'
import { type Settlement, settle } from './settle.ts'

/** What the checks of one run share: connections are opened when the first one needs them. Each rejects with MSCTL_COULD_NOT_ASK. */
export interface CheckContext extends AsyncDisposable {
  readonly stack: Stack
  readonly folders: Folders
  readonly paths: Paths
  readonly signal: AbortSignal
  /** How long a check may wait for the stack to come to rest. */
  readonly timeoutMs: number
  /** MSCTL_CONFIGURATION when its file cannot be read. */
  baseline(): Baseline | undefined
  /** For --show-commands: the command that a question stands for. */
  readonly showCommand: (command: string) => void
  mysql(): Promise<Connection>
  kafka(): Promise<Kafka>
  admin(): Promise<Admin>
  /** "http://127.0.0.1:9090" */
  prometheus(): Promise<string>
  /** Waits, once for all checks, until nothing is under way. */
  settled(): Promise<Settlement>
}

export interface CheckContextOptions {
  readonly stack: Stack
  readonly target: Target
  readonly folders: Folders
  readonly timeoutMs: number
  readonly run: Run
}

export function openCheckContext({ stack, target, folders, timeoutMs, run }: CheckContextOptions): CheckContext {
  const paths = openPaths(stack, target, run)
  const mysql = once(() => requireMysql(stack, paths))
  const kafka = once(() => createKafka(stack, paths, { retries: 4, requestTimeoutMs: 10_000 }))
  const admin = once(async () => connectAdmin(await kafka.get()))
  const context: CheckContext = {
    stack,
    folders,
    paths,
    timeoutMs,
    signal: run.signal,
    showCommand: run.showCommand,
    baseline: () => readBaseline(folders, stack.name),
    mysql: mysql.get,
    kafka: kafka.get,
    admin: admin.get,
    prometheus: async () => {
      if (componentOf(stack, 'prometheus') === undefined) {
        throw new MsctlError('MSCTL_COULD_NOT_ASK', 'Prometheus is not part of this stack', {
          suggestions: ['msctl up prometheus'],
        })
      }
      return paths.url('prometheus', 'http')
    },
    settled: () => settlement.get(),
    async [Symbol.asyncDispose]() {
      await Promise.all([mysql.end(closeMysql), admin.end((opened) => opened.disconnect())])
      await paths[Symbol.asyncDispose]()
    },
  }
  const settlement = once(() => settle(context))
  return context
}

interface Once<T> {
  get(): Promise<T>
  /** Nothing happens when it was never got. */
  end(close: (value: T) => Promise<void>): Promise<void>
}

function once<T>(open: () => Promise<T>): Once<T> {
  let value: Promise<T> | undefined
  return {
    get: () => {
      value ??= open()
      return value
    },
    end: async (close) => {
      const opened = await value?.catch(() => undefined)
      if (opened !== undefined) await close(opened)
    },
  }
}
