import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

export interface DrainLimits {
  /** Nobody asks any more when nobody did for so long. */
  readonly quietMs: number
  /** Whoever still asks then does not know that this process ends. */
  readonly limitMs: number
}

/**
 * Waits until nobody asks any more. Meanwhile requests are answered as ever, and each answer ends its connection: whoever keeps
 * connections open (a gateway) would otherwise send a request into one just when it is closed, and could not tell whether
 * that was carried out.
 */
export async function drainRequests(server: Server, { quietMs, limitMs }: DrainLimits): Promise<void> {
  const deadline = performance.now() + limitMs
  let askedAt = performance.now()
  server.prependListener('request', (_, response) => {
    askedAt = performance.now()
    response.setHeader('connection', 'close')
  })
  for (;;) {
    const now = performance.now()
    const waitMs = Math.min(askedAt + quietMs, deadline) - now
    if (waitMs <= 0) return
    await sleep(waitMs)
  }
}
