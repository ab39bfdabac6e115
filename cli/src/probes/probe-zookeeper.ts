import { createConnection, type Socket } from 'node:net'
import type { Question } from './probe-context.ts'

export const probeZookeeper: Question = async ({ paths }, signal) => {
  const { host, port } = await paths.to('zookeeper', 'zookeeper')
  const socket = createConnection({ host, port })
  const stop = AbortSignal.any([signal, AbortSignal.timeout(2000)])
  stop.addEventListener('abort', () => socket.destroy(new Error('no answer to ruok within 2 s')), { once: true })
  socket.write('ruok')
  // Not until it hangs up: through a forward that is heard a second late.
  const answer = await firstBytes(socket, 'imok'.length)
  socket.destroy()
  if (answer !== 'imok') throw new Error(`answered "${answer.slice(0, 60)}" to ruok`)
  return 'imok'
}

/** Fewer where the other side ends before. */
async function firstBytes(socket: Socket, count: number): Promise<string> {
  let answer = ''
  for await (const chunk of socket) {
    answer += chunk
    if (answer.length >= count) break
  }
  return answer
}
