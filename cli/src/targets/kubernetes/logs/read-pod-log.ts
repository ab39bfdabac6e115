import { type StampedLine, stampAt, timeOf } from '../../logs/stamped-line.ts'
import type { LogLine } from '../../target.ts'
import { statusOf } from '../api/api-errors.ts'
import type { Cluster } from '../api/open-cluster.ts'

/** Which container, and whose lines it writes. */
export interface LogSource extends Pick<LogLine, 'component' | 'replica'> {
  readonly namespace: string
  readonly pod: string
  readonly container: string
}

export interface ReadOptions {
  /** Unix time in whole seconds: finer is not asked for. */
  readonly since?: string | undefined
  readonly tail?: number | undefined
  /** Goes on until the container ends. */
  readonly isFollowed?: boolean
  /** Of the container before the one that is there now. */
  readonly isPrevious?: boolean
}

/**
 * What a container wrote, a batch at a time and no faster than it is taken. Nothing for one that is gone, or was not started yet.
 * Rejects as Cluster.stream does, and where the connection breaks; a line that was cut off by that was not given.
 */
export async function* readPodLog(
  cluster: Cluster,
  source: LogSource,
  options: ReadOptions,
  signal: AbortSignal,
): AsyncGenerator<readonly StampedLine[]> {
  const pieces = await open(cluster, source, options, signal)
  if (pieces === undefined) return
  const { component, replica } = source
  let rest: Buffer = Buffer.alloc(0)
  const toLine = (bytes: Buffer): StampedLine | undefined => {
    const found = stampAt(bytes)
    if (found === undefined) return undefined
    const text = bytes.toString('utf8', found.length).replace(/\r$/, '')
    return { component, replica, time: timeOf(found.stamp), text, stamp: found.stamp }
  }
  for await (const piece of pieces) {
    rest = rest.length === 0 ? piece : Buffer.concat([rest, piece])
    const lines: StampedLine[] = []
    for (let at = rest.indexOf(lineFeed); at >= 0; at = rest.indexOf(lineFeed)) {
      const line = toLine(rest.subarray(0, at))
      if (line) lines.push(line)
      rest = rest.subarray(at + 1)
    }
    if (lines.length > 0) yield lines
  }
  const last = options.isFollowed ? undefined : toLine(rest)
  if (last) yield [last]
}

const lineFeed = 0x0a

async function open(
  cluster: Cluster,
  { namespace, pod, container }: LogSource,
  { since, tail, isFollowed = false, isPrevious = false }: ReadOptions,
  signal: AbortSignal,
): Promise<AsyncIterable<Buffer> | undefined> {
  const query = {
    container,
    timestamps: 'true',
    ...(isFollowed && { follow: 'true' }),
    ...(isPrevious && { previous: 'true' }),
    ...(since !== undefined && { sinceTime: new Date(Number(since) * 1000).toISOString() }),
    ...(tail !== undefined && { tailLines: String(tail) }),
  }
  const path = `/api/v1/namespaces/${namespace}/pods/${pod}/log`
  try {
    return await cluster.stream({ path, query, signal, what: 'read logs' })
  } catch (error) {
    // 400: its container waits to be started, or there was none before it.
    if (statusOf(error) === 400) return undefined
    throw error
  }
}
