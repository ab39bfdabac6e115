import { setTimeout as sleep } from 'node:timers/promises'
import type { Run } from '../../../lib/run.ts'
import type { LogLine, LogOptions } from '../../target.ts'
import { ask, type Engine } from '../engine/open-engine.ts'
import { type ObservedContainer, observe } from '../observe.ts'
import { followContainer } from './follow-container.ts'
import { splitLines } from './split-lines.ts'
import { type StampedLine, toLine } from './to-line.ts'

const lookAgainMs = 500

/** The lines of all wanted containers in order of time; with `follow` those that come, too, also of containers that come. */
export async function* readLogs(engine: Engine, name: string, options: LogOptions, run: Run): AsyncGenerator<LogLine> {
  run.showCommand(logsCommand(name, options))
  const find = async (): Promise<readonly ObservedContainer[]> =>
    (await observe(engine, name, run)).filter(
      ({ component }) => options.components.length === 0 || options.components.includes(component),
    )
  const containers = await find()
  const histories = await Promise.all(containers.map((one) => readHistory(engine, one, options, run)))
  const merged = histories.flat().toSorted((a, b) => (a.stamp < b.stamp ? -1 : a.stamp > b.stamp ? 1 : 0))
  for (const { stamp: _, ...line } of lastOfEach(merged, options.tail)) yield line
  if (!options.follow || options.previous || run.signal.aborted) return
  const seen = new Map(containers.map((one, index) => [one.inspect.Id, histories[index]?.at(-1)?.stamp]))
  yield* followAll(engine, find, seen, run)
}

async function* followAll(
  engine: Engine,
  find: () => Promise<readonly ObservedContainer[]>,
  /** Up to where each container was read already. */
  seen: ReadonlyMap<string, string | undefined>,
  run: Run,
): AsyncGenerator<LogLine> {
  const queue: LogLine[] = []
  let failure: unknown
  let wake = (): void => {}
  const followed = new Set<string>()
  const add = (line: LogLine): void => {
    queue.push(line)
    wake()
  }
  const look = async (): Promise<void> => {
    while (!run.signal.aborted) {
      for (const one of await find()) {
        const { Id } = one.inspect
        if (followed.has(Id)) continue
        followed.add(Id)
        followContainer(engine, one, seen.get(Id), add, run).catch((error) => {
          failure ??= error
          wake()
        })
      }
      await sleep(lookAgainMs, undefined, { signal: run.signal })
    }
  }
  look().catch((error) => {
    failure ??= error
    wake()
  })
  run.signal.addEventListener('abort', () => wake(), { once: true })
  while (!run.signal.aborted) {
    yield* queue.splice(0)
    if (run.signal.aborted) return
    if (failure !== undefined) throw failure
    if (queue.length > 0) continue
    await new Promise<void>((resolve) => {
      wake = resolve
    })
  }
}

async function readHistory(
  engine: Engine,
  { component, replica, inspect }: ObservedContainer,
  { tail, since, previous }: LogOptions,
  { signal }: Run,
): Promise<readonly StampedLine[]> {
  const { State, Id } = inspect
  const buffer = await ask(engine, signal, (options) =>
    engine.docker.getContainer(Id).logs({
      follow: false,
      stdout: true,
      stderr: true,
      timestamps: true,
      ...(tail !== undefined && !previous && { tail }),
      ...(since && { since: since.getTime() / 1000 }),
      ...options,
    }),
  )
  const reader = splitLines()
  const raw = buffer === undefined ? [] : [...reader.push(buffer), ...reader.rest()]
  const lines = raw.flatMap((text) => toLine(text, { component, replica }) ?? [])
  const began = new Date(State.StartedAt)
  // Of a container that runs: what it wrote before its last start. Of one that ended: what it wrote since.
  return previous ? lines.filter(({ time }) => (State.Running ? time < began : time >= began)) : lines
}

/** Each replica gave its last lines; of a component no more than that are wanted altogether. */
function lastOfEach(lines: readonly StampedLine[], tail: number | undefined): readonly StampedLine[] {
  if (tail === undefined) return lines
  const counts = new Map<string, number>()
  for (const { component } of lines) counts.set(component, (counts.get(component) ?? 0) + 1)
  return lines.filter(({ component }) => {
    const count = counts.get(component) ?? 0
    counts.set(component, count - 1)
    return count <= tail
  })
}

function logsCommand(name: string, { components, follow, tail }: LogOptions): string {
  const flags = [...(follow ? ['--follow'] : []), ...(tail === undefined ? [] : ['--tail', String(tail)])]
  return ['docker compose -p', name, 'logs', ...flags, ...components].join(' ')
}
