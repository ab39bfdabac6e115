import type { FastifyInstance } from 'fastify'

/** Closes once the running requests are answered; whoever has not sent all of his after that time is cut off. */
export async function closeApp(app: FastifyInstance, limitMs: number): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), limitMs)
  await app.close()
  clearTimeout(timer)
}
