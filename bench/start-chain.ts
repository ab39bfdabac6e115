import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Kafka, logLevel } from 'kafkajs'
import { foldersOf, stateFolder } from '../cli/src/lib/folders.ts'
import { muteTimeoutWarning } from '../cli/src/lib/mute-timeout-warning.ts'
import { createStack } from '../cli/src/stack/create-stack.ts'
import { resolveSettings } from '../cli/src/stack/settings.ts'
import type { LocalContext } from '../cli/src/targets/local/local-context.ts'
import type { ProcessSpec } from '../cli/src/targets/local/process-spec.ts'
import { servers } from '../cli/src/targets/local/servers/prepare-servers.ts'
import { askGate } from '../cli/src/targets/local/supervisor/ask-gate.ts'
import { findTools } from '../cli/src/targets/local/tools/find-tools.ts'
import type { Sandbox } from '../e2e/harness/sandbox.ts'

/** ZooKeeper, then Kafka until each partition of the topic has a leader, with the same settings as `local` and nothing beside them. */
export async function startChain(sandbox: Sandbox): Promise<AsyncDisposable> {
  const stack = createStack({ settings: resolveSettings({ env: sandbox.env, folder: sandbox.cwd }) })
  const folders = foldersOf(sandbox.env)
  const context: LocalContext = {
    stack,
    folders,
    stateFolder: stateFolder(folders, stack.name),
    tools: await findTools(folders, ['java', 'kafka']),
    servicePorts: {},
    run: { signal: new AbortController().signal, report: () => {}, showCommand: () => {} },
  }
  const children: ChildProcess[] = []
  try {
    for (const name of ['zookeeper', 'kafka'] as const) {
      for (const spec of await servers[name].prepare(context)) {
        children.push(launch(spec))
        await until(async () => (await askGate(spec.started)).holds)
      }
    }
    await createTopic(stack.topic, sandbox.port('kafka', 'kafka'))
  } catch (error) {
    await stop(children)
    throw error
  }
  return { [Symbol.asyncDispose]: () => stop(children) }
}

function launch(spec: ProcessSpec): ChildProcess {
  mkdirSync(dirname(spec.logFile), { recursive: true })
  const log = openSync(spec.logFile, 'a')
  const [program, ...args] = spec.argv
  return spawn(program, args, { cwd: spec.cwd, env: spec.env, stdio: ['ignore', log, log] })
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20)
}

/** A broker whose port is open may still refuse for a moment. */
async function createTopic(topic: string, port: number): Promise<void> {
  muteTimeoutWarning()
  const kafka = new Kafka({ brokers: [`127.0.0.1:${port}`], logLevel: logLevel.NOTHING, retry: { retries: 0 } })
  const topics = [{ topic, numPartitions: 3 }]
  await until(async () => {
    const admin = kafka.admin()
    try {
      await admin.connect()
      await admin.createTopics({ topics, waitForLeaders: true })
      return true
    } catch {
      return false
    } finally {
      await admin.disconnect()
    }
  })
}

async function stop(children: readonly ChildProcess[]): Promise<void> {
  for (const child of children.toReversed()) {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  }
}
