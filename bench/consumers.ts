import { readFileSync } from 'node:fs'
import type { Connection } from 'mysql2/promise'
import type { BenchStack } from './harness/bench-stack.ts'
import { countRows } from './harness/count-rows.ts'
import { lastId } from './harness/last-id.ts'
import { startOwnService } from './harness/own-service.ts'
import { peerDatabase, startPeer } from './harness/peer.ts'
import type { Program } from './harness/start-program.ts'

/** Something that consumes a topic from its start. */
export interface Consumer {
  readonly name: string
  /** Before it starts: nothing has been consumed yet. */
  prepare(connection: Connection): Promise<void>
  start(topic: string, signal: AbortSignal): Promise<Program>
  /** About how many effects there are; costs next to nothing. */
  progress(connection: Connection, program: Program): Promise<number>
  /** Exactly how many. */
  count(connection: Connection, program: Program): Promise<number>
}

const ownDatabase = 'consumed'

export function ownConsumer(stack: BenchStack): Consumer {
  const table = `${ownDatabase}.notifications`
  return {
    name: 'ours',
    prepare: async (connection) => {
      await connection.query(`DROP DATABASE IF EXISTS ${ownDatabase}`)
      await connection.query(`CREATE DATABASE ${ownDatabase} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`)
    },
    start: (topic, signal) => {
      const port = stack.sandbox.port('notification-service', 'http')
      return startOwnService(stack, { service: 'notification-service', database: ownDatabase, topic, port }, signal)
    },
    progress: (connection) => lastId(connection, table),
    count: (connection) => countRows(connection, table),
  }
}

export function peerConsumer(stack: BenchStack): Consumer {
  const table = `${peerDatabase}.notifications`
  return {
    name: 'peer',
    prepare: async (connection) => {
      await connection.query('TRUNCATE TABLE ??', [table])
    },
    start: async (topic) => startPeer(stack, topic, ['notification_service.py']),
    progress: (connection) => lastId(connection, table),
    count: (connection) => countRows(connection, table),
  }
}

export function printingConsumer(stack: BenchStack): Consumer {
  const lines = async (_: Connection, { logFile }: Program): Promise<number> =>
    readFileSync(logFile, 'latin1').split('\n').length - 1
  return {
    name: 'printing each',
    prepare: async () => {},
    start: async (topic) => startPeer(stack, topic, ['print_events.py'], 'printing'),
    progress: lines,
    count: lines,
  }
}
