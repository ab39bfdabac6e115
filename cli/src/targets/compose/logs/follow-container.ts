import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Run } from '../../../lib/run.ts'
import type { LogLine } from '../../target.ts'
import { ask, type Engine } from '../engine/open-engine.ts'
import type { ObservedContainer } from '../observe.ts'
import { splitLines } from './split-lines.ts'
import { toLine } from './to-line.ts'

const againMs = 200

/** Gives every new line of one container, across its restarts, none lost or doubled; ends when it is gone or the run is aborted. */
export async function followContainer(
  engine: Engine,
  { component, replica, inspect }: ObservedContainer,
  from: string | undefined,
  add: (line: LogLine) => void,
  run: Run,
): Promise<void> {
  let last = from ?? ''
  for (;;) {
    const stream = await openStream(engine, inspect.Id, last, run)
    if (stream === undefined) return
    const stop = (): void => void stream.destroy()
    run.signal.addEventListener('abort', stop, { once: true })
    const reader = splitLines()
    const take = (raw: string): void => {
      const line = toLine(raw, { component, replica })
      // The engine begins again with the second in which it was left.
      if (line === undefined || line.stamp <= last) return
      const { stamp, ...rest } = line
      last = stamp
      add(rest)
    }
    try {
      for await (const chunk of stream) for (const raw of reader.push(chunk as Buffer)) take(raw)
    } catch {
      // A connection that breaks is made anew below; an engine that stays away is said there.
    }
    run.signal.removeEventListener('abort', stop)
    if (run.signal.aborted) return
    for (const raw of reader.rest()) take(raw)
    // Ended with its container, which may come back.
    await sleep(againMs, undefined, { signal: run.signal }).catch(() => {})
    if (run.signal.aborted) return
  }
}

async function openStream(engine: Engine, id: string, last: string, { signal }: Run): Promise<Readable | undefined> {
  const since = last === '' ? undefined : Math.floor(Date.parse(last) / 1000)
  const opened = await ask(engine, signal, () =>
    engine.docker.getContainer(id).logs({
      follow: true,
      stdout: true,
      stderr: true,
      timestamps: true,
      ...(since !== undefined && { since }),
    }),
  ).catch((error) => {
    if (signal.aborted) return undefined
    throw error
  })
  return opened as unknown as Readable | undefined
}
