import { Duplex } from 'node:stream'
import type { Cluster } from '../api/open-cluster.ts'

/** What is used of the WebSocket that the client opens. */
interface Channel {
  send(data: Buffer, done: (error?: Error) => void): void
  pause(): void
  resume(): void
  close(): void
  terminate(): void
  on(event: 'error', listener: (error: Error) => void): void
  on(event: 'close', listener: () => void): void
}

const dataChannel = 0
const errorChannel = 1
/** The first message on either channel is the number of the port. */
const greetingBytes = 2
const openWithinMs = 10_000

/**
 * One connection to a port of a pod, through the API server. Rejects where it cannot be opened; a pod that does not listen there ends
 * the stream with an error. The protocol knows no half-open connection: to end one's own side is to end both.
 */
export async function openPortStream(
  { config }: Cluster,
  place: { readonly namespace: string; readonly pod: string; readonly port: number },
): Promise<Duplex> {
  const { WebSocketHandler } = await import('@kubernetes/client-node/dist/web-socket-handler.js')
  const { namespace, pod, port } = place
  const greeted = new Set<number>()
  let channel: Channel | undefined
  const stream = new Duplex({
    read: () => channel?.resume(),
    write: (chunk: Buffer, _encoding, done) => channel?.send(Buffer.concat([Buffer.of(dataChannel), chunk]), done),
    final: (done) => {
      channel?.close()
      done()
    },
    destroy: (error, done) => {
      channel?.terminate()
      done(error)
    },
  })
  // Until somebody listens an error must not end the process.
  stream.on('error', () => {})

  function take(from: number, bytes: Buffer): boolean {
    const isGreeting = !greeted.has(from)
    greeted.add(from)
    const rest = isGreeting ? bytes.subarray(greetingBytes) : bytes
    if (rest.length === 0 || stream.destroyed) return true
    if (from === errorChannel) stream.destroy(new Error(rest.toString().trim()))
    else if (from === dataChannel && !stream.push(rest)) channel?.pause()
    return true
  }

  const path = `/api/v1/namespaces/${namespace}/pods/${pod}/portforward?ports=${port}`
  channel = await opened(new WebSocketHandler(config).connect(path, null, take))
  channel.on('error', (error) => stream.destroy(error))
  channel.on('close', () => {
    if (!stream.destroyed) stream.push(null)
  })
  return stream
}

/** An answer that comes too late is hung up on. */
async function opened(connecting: Promise<unknown>): Promise<Channel> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(`no answer within ${openWithinMs / 1000} s`)), openWithinMs)
  try {
    return (await Promise.race([connecting, late.promise])) as Channel
  } catch (error) {
    connecting.then(
      (channel) => (channel as Channel).terminate(),
      () => {},
    )
    // A failed WebSocket tells in an event.
    throw error instanceof Error ? error : new Error((error as { message?: string }).message ?? 'refused')
  } finally {
    clearTimeout(timer)
  }
}
