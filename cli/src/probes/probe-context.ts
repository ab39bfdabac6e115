import type { Admin } from 'kafkajs'
import type { Connection } from 'mysql2/promise'
import type { Stack } from '../stack/stack.ts'
import type { KeptConnection } from './kept-connection.ts'
import type { Paths } from './paths.ts'

/** What the probes of one wait share, so that each question is cheap. */
export interface ProbeContext {
  readonly stack: Stack
  readonly paths: Paths
  readonly mysql: KeptConnection<Connection>
  readonly kafka: KeptConnection<Admin>
}

/** Resolves with what answered; rejects with what stands in the way. */
export type Question = (context: ProbeContext, signal: AbortSignal) => Promise<string>
