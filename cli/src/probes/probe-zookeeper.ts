import { createConnection } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Question } from './probe-context.ts'

export const probeZookeeper: Question = async ({ paths }, signal) => {
  const { host, port } = await paths.to('zookeeper', 'zookeeper')
  const socket = createConnection({ host, port })
  const stop = AbortSignal.any([signal, AbortSignal.timeout(2000)])
  stop.addEventListener('abort', () => socket.destroy(new Error('no answer to ruok within 2 s')), { once: true })
  socket.write('ruok')
  const answer = await text(socket)
  if (answer !== 'imok') throw new Error(`answered "${answer.slice(0, 60)}" to ruok`)
  return 'imok'
}
