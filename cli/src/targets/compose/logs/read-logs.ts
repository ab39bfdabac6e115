import type { Run } from '../../../lib/run.ts'
import { lastOfEach } from '../../logs/last-of-each.ts'
import { createLogPosition } from '../../logs/log-position.ts'
import { markRead } from '../../logs/mark-read.ts'
import { mergeByTime } from '../../logs/merge-by-time.ts'
import type { StampedLine } from '../../logs/stamped-line.ts'
import { takeLines } from '../../logs/take-lines.ts'
import { toSeconds } from '../../logs/to-seconds.ts'
import type { LogLine, LogOptions } from '../../target.ts'
import type { EngineEndpoint } from '../engine/engine-endpoint.ts'
import { asLostEngine, type Engine } from '../engine/open-engine.ts'
import { originOf } from '../labels.ts'
import { listContainers } from '../list-containers.ts'
import { followContainers } from './follow-containers.ts'
import { previousLines } from './previous-lines.ts'
import { type LogSource, readContainer } from './read-container.ts'

/** The lines of all wanted containers in order of time; with `follow` those that come, too, also of containers that come. */
export async function* readLogs(
  { endpoint }: Pick<Engine, 'endpoint'>,
  name: string,
  options: LogOptions,
  run: Run,
): AsyncGenerator<LogLine> {
  run.showCommand(logsCommand(name, options))
  try {
    yield* takeLines((signal) => linesOf(endpoint, name, options, signal), options.follow, run)
  } catch (error) {
    throw asLostEngine(endpoint, error)
  }
}

async function* linesOf(
  endpoint: EngineEndpoint,
  name: string,
  options: LogOptions,
  signal: AbortSignal,
): AsyncGenerator<StampedLine> {
  const { components, follow, previous, since, tail } = options
  const isWanted = ({ component }: Pick<LogLine, 'component'>): boolean =>
    components.length === 0 || components.includes(component)
  const listed = await listContainers(endpoint, name, signal)
  const sources = listed.flatMap(({ Id, Labels }) => {
    const origin = originOf(Labels)
    return origin && isWanted(origin) ? [{ id: Id, ...origin }] : []
  })
  const positions = new Map(sources.map(({ id }) => [id, createLogPosition()]))
  // One line is read even of `--tail 0`: following goes on after it.
  const asked = {
    since: toSeconds(since),
    tail: tail === undefined ? undefined : Math.max(tail, 1),
    isFollowed: false,
    isContinued: follow,
  }
  const open = (source: LogSource): AsyncGenerator<readonly StampedLine[]> =>
    previous
      ? previousLines(endpoint, source, options, signal)
      : markRead(readContainer(endpoint, source, asked, signal), positions.get(source.id))
  const lines = mergeByTime(sources.map(open))
  yield* tail === undefined ? lines : lastOfEach(await Array.fromAsync(lines), tail)
  if (follow && !previous) yield* followContainers(endpoint, { name, isWanted, since, positions }, signal)
}

function logsCommand(name: string, { components, follow, tail, since }: LogOptions): string {
  const flags = [
    ...(follow ? ['--follow'] : []),
    ...(tail === undefined ? [] : ['--tail', String(tail)]),
    ...(since ? ['--since', since.toISOString()] : []),
  ]
  return ['docker compose -p', name, 'logs', ...flags, ...components].join(' ')
}
