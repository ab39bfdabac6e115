import closeWithGrace from 'close-with-grace'
import type { FastifyInstance } from 'fastify'
import { closeApp } from './http/close-app.ts'
import { drainRequests } from './http/drain-requests.ts'
import type { Readiness } from './readiness.ts'
import type { Logger } from './service-logger.ts'
import { reasonOf } from './unavailable.ts'
import { withDeadline } from './with-deadline.ts'

export interface Service {
  readonly app: FastifyInstance
  readonly logger: Logger
  readonly readiness: Readiness
  readonly host: string
  readonly port: number
  /** What it does beside answering requests; each runs until the signal is aborted, finishes what it has begun and never rejects. */
  readonly background: readonly ((signal: AbortSignal) => Promise<void>)[]
  /** Called last. */
  readonly release: () => Promise<void>
}

/**
 * Listens first, so that probes are answered while MySQL and Kafka are still away. A signal ends it within 10 s, as long as somebody reads its log:
 * not ready, requests answered until none come any more, running ones and background work finished, connections closed, exit 0.
 * An unexpected error ends it in the same way with exit 1.
 */
export async function runService({ app, logger, readiness, host, port, background, release }: Service): Promise<void> {
  const stop = new AbortController()
  await app.listen({ host, port })
  const running = Promise.all(background.map((run) => run(stop.signal)))
  closeWithGrace(
    { delay: 9_500, logger: false, onTimeout: () => logger.error('could not stop in time') },
    async (why) => {
      if (why.err) logger.fatal({ err: why.err }, 'unexpected error')
      logger.info(`stopping${why.signal ? `: ${why.signal}` : ''}`)
      readiness.stopping()
      await drainRequests(app.server, { quietMs: 250, limitMs: 2_000 })
      await closeApp(app, 3_000)
      stop.abort()
      await running
      await withDeadline(1_000, 'closing', release).catch((error: unknown) => logger.warn(reasonOf(error)))
      logger.info('stopped')
    },
  )
}
