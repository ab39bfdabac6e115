import { setTimeout as sleep } from 'node:timers/promises'
import type { Admin } from 'kafkajs'
import type { Connection } from 'mysql2/promise'
import { dlqTopicOf } from '../../../services/shared/src/event-contract.ts'
import type { Folders } from '../lib/folders.ts'
import type { Run } from '../lib/run.ts'
import { closeMysql, requireMysql } from '../probes/connect-mysql.ts'
import { connectAdmin, createKafka } from '../probes/create-kafka.ts'
import { openPaths, type Paths } from '../probes/paths.ts'
import { readTopicOffsets } from '../probes/topic-offsets.ts'
import type { Stack } from '../stack/stack.ts'
import type { Target } from '../targets/target.ts'
import { type Baseline, readBaseline, writeBaseline } from './baseline.ts'
import { countRows } from './count-rows.ts'
import { readConsumerCounts } from './read-consumer-counts.ts'
import { readLag } from './read-lag.ts'

export interface BaselineSources {
  readonly stack: Stack
  readonly paths: Paths
  readonly admin: Admin
  readonly signal: AbortSignal
}

interface DatabaseSources extends BaselineSources {
  readonly mysql: Connection
}

/**
 * For the end of `up`: takes a baseline when there is none; when consumers were started anew since the last one, begins a new
 * window for their counters and keeps the offsets. Otherwise does nothing.
 */
export async function takeBaselineIfNeeded(stack: Stack, target: Target, folders: Folders, run: Run): Promise<void> {
  await using paths = openPaths(stack, target, run)
  const known = readBaseline(folders, stack.name)
  const consumers = await readConsumerCounts(stack, paths, run.signal)
  const startsOf = (counts: Baseline['window']['consumers']): string =>
    JSON.stringify(counts.map(({ startedAtSeconds }) => startedAtSeconds).toSorted())
  const isSame = known !== undefined && startsOf(known.window.consumers) === startsOf(consumers)
  if (known !== undefined && isSame && known.window.consumers.length > 0) return
  const mysql = await requireMysql(stack, paths)
  const admin = await connectAdmin(await createKafka(stack, paths, { retries: 3, requestTimeoutMs: 5000 }))
  try {
    const sources = { stack, paths, mysql, admin, signal: run.signal }
    writeBaseline(
      folders,
      stack.name,
      known === undefined ? await firstBaseline(sources) : { ...known, window: await windowAtRest(sources) },
    )
  } finally {
    await Promise.all([closeMysql(mysql), admin.disconnect()])
  }
}

/** Offsets and counters from now on: nothing may be under way, and the inbox holds that many rows. */
export async function baselineFromNow(sources: BaselineSources, inboxRows: number): Promise<Baseline> {
  const { stack, paths, admin, signal } = sources
  const [topic, deadLetters] = await Promise.all(
    [stack.topic, dlqTopicOf(stack.topic)].map((name) => readTopicOffsets(admin, name)),
  )
  return {
    schema: 1,
    takenAt: new Date().toISOString(),
    topic: (topic ?? []).map(({ partition, end }) => ({ partition, offset: end })),
    deadLetters: (deadLetters ?? []).map(({ partition, end }) => ({ partition, offset: end })),
    window: { consumers: await readConsumerCounts(stack, paths, signal), inboxRows },
  }
}

/** Where the database holds rows already, their events must count too: then it begins at the earliest offsets. */
async function firstBaseline(sources: DatabaseSources): Promise<Baseline> {
  // Offsets first: what comes between the two then counts.
  const fromNow = await baselineFromNow(sources, 0)
  const { users, outbox, inbox, notifications } = await countRows(sources.mysql)
  const baseline = { ...fromNow, window: await windowAtRest(sources) }
  return users + outbox + inbox + notifications === 0 ? baseline : { ...baseline, topic: [], deadLetters: [] }
}

/**
 * Counters and inbox of one moment at which nothing was being handled. In a stack that does not come to rest it holds no
 * consumers, and nothing is compared with it.
 */
async function windowAtRest(sources: DatabaseSources): Promise<Baseline['window']> {
  const { stack, paths, mysql, admin, signal } = sources
  const read = async () => {
    const waiting = (await readLag(admin, stack.topic)).reduce((sum, { lag }) => sum + lag, 0)
    return { waiting, inboxRows: (await countRows(mysql)).inbox }
  }
  for (let tries = 0; tries < 30; tries++) {
    const before = await read()
    const consumers = await readConsumerCounts(stack, paths, signal)
    const after = await read()
    const isAtRest = before.waiting + after.waiting === 0 && before.inboxRows === after.inboxRows
    if (isAtRest) return { consumers, inboxRows: after.inboxRows }
    await sleep(100, undefined, { signal })
  }
  return { consumers: [], inboxRows: 0 }
}
