import { setTimeout as sleep } from 'node:timers/promises'
import type { Run } from '../../../lib/run.ts'
import { lastOfEach } from '../../logs/last-of-each.ts'
import type { LogLine, LogOptions } from '../../target.ts'
import type { Observation } from '../observe.ts'
import { previousOf } from '../supervisor/rotate-log.ts'
import { findLogFiles, type LogFile } from './find-log-files.ts'
import { mergeByTime } from './merge-by-time.ts'
import { type LogReader, openLogReader } from './open-log-reader.ts'

const pollMs = 100

/** The lines of all wanted logs, merged by time; with `follow` those that come, too, also of replicas that join. */
export async function* readLogs(
  stateFolder: string,
  options: LogOptions,
  observation: Observation,
  { signal, showCommand }: Run,
): AsyncGenerator<LogLine> {
  const find = (): readonly LogFile[] => findLogFiles(stateFolder, options.components)
  const files = options.previous ? find().map((file) => previousLog(file, observation)) : find()
  showCommand(tailCommand(files, options))
  const readers = new Map(files.map((file) => [file.id, openLogReader(file, options.tail)]))
  try {
    yield* history([...readers.values()], options)
    while (options.follow && !options.previous && !signal.aborted) {
      await sleep(pollMs, undefined, { signal }).catch(() => {})
      for (const file of find()) {
        if (!readers.has(file.id)) readers.set(file.id, openLogReader(file, undefined))
      }
      yield* mergeByTime([...readers.values()])
    }
  } finally {
    for (const reader of readers.values()) reader[Symbol.dispose]()
  }
}

function* history(readers: readonly LogReader[], { tail, since, follow }: LogOptions): Generator<LogLine> {
  const isWanted = ({ time }: LogLine): boolean => since === undefined || time >= since
  const lines = withRest(readers, follow)
  if (tail === undefined) {
    for (const line of lines) if (isWanted(line)) yield line
    return
  }
  // Each replica gave its last lines; of a component no more than that are wanted altogether.
  yield* lastOfEach([...lines].filter(isWanted), tail)
}

/** A last line without line feed counts as one, unless its end may still come. */
function* withRest(readers: readonly LogReader[], follow: boolean): Generator<LogLine> {
  yield* mergeByTime(readers)
  if (!follow) for (const reader of readers) yield* reader.rest()
}

/** Of a process that runs: what the one before it wrote. Of one that ended: what it wrote itself. */
function previousLog(file: LogFile, observation: Observation): LogFile {
  const processes = observation.kind === 'absent' ? [] : observation.processes
  const isLive = processes.some(({ id, live }) => id === file.id && live !== undefined)
  return isLive ? { ...file, path: previousOf(file.path) } : file
}

function tailCommand(files: readonly LogFile[], { tail, follow }: LogOptions): string {
  return ['tail', '-n', tail ?? '+1', ...(follow ? ['-F'] : []), ...files.map(({ path }) => path)].join(' ')
}
