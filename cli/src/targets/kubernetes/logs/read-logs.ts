import type { Run } from '../../../lib/run.ts'
import { lastOfEach } from '../../logs/last-of-each.ts'
import { createLogPosition } from '../../logs/log-position.ts'
import { markRead } from '../../logs/mark-read.ts'
import { mergeByTime } from '../../logs/merge-by-time.ts'
import type { StampedLine } from '../../logs/stamped-line.ts'
import { takeLines } from '../../logs/take-lines.ts'
import { toSeconds } from '../../logs/to-seconds.ts'
import type { LogLine, LogOptions } from '../../target.ts'
import { type KubernetesContext, kubectl } from '../context.ts'
import { ourSelector } from '../labels.ts'
import { listPods } from '../status/list-objects.ts'
import { followPods } from './follow-pods.ts'
import { logSources, type PodSource } from './log-sources.ts'
import { readPodLog } from './read-pod-log.ts'

/** The lines of all wanted pods in order of time; with `follow` those that come, too, also of pods that come. */
export async function* readLogs(context: KubernetesContext, options: LogOptions, run: Run): AsyncGenerator<LogLine> {
  run.showCommand(logsCommand(context, options))
  yield* takeLines((signal) => linesOf(context, options, signal), options.follow, run)
}

async function* linesOf(
  { cluster, stack }: KubernetesContext,
  options: LogOptions,
  signal: AbortSignal,
): AsyncGenerator<StampedLine> {
  const { components, follow, previous, since, tail } = options
  const namespace = stack.name
  const numbers = new Map<string, number>()
  const sources = logSources(namespace, await listPods(cluster, namespace, signal), components, numbers)
  const positions = new Map(sources.map(({ uid }) => [uid, createLogPosition()]))
  // One line is read even of `--tail 0`: following goes on after it.
  const asked = {
    since: wholeSeconds(since),
    tail: tail === undefined ? undefined : Math.max(tail, 1),
    isPrevious: previous,
  }
  const open = (source: PodSource): AsyncGenerator<readonly StampedLine[]> =>
    markRead(readPodLog(cluster, source, asked, signal), positions.get(source.uid), since)
  const lines = mergeByTime(sources.map(open))
  yield* tail === undefined ? lines : lastOfEach(await Array.fromAsync(lines), tail)
  if (follow && !previous) yield* followPods(cluster, { namespace, components, since, positions, numbers }, signal)
}

function wholeSeconds(since: Date | undefined): string | undefined {
  const seconds = toSeconds(since)
  return seconds && String(Math.floor(Number(seconds)))
}

function logsCommand(context: KubernetesContext, { components, follow, tail, since, previous }: LogOptions): string {
  const selector =
    components.length === 0 ? ourSelector : `'${ourSelector},app.kubernetes.io/name in (${components.join(',')})'`
  const flags = [
    ...(follow ? ['--follow', '--max-log-requests 20'] : []),
    ...(previous ? ['--previous'] : []),
    ...(tail === undefined ? ['--tail -1'] : [`--tail ${tail}`]),
    ...(since ? [`--since-time ${since.toISOString()}`] : []),
  ]
  return [kubectl(context), 'logs --prefix', '-l', selector, ...flags].join(' ')
}
