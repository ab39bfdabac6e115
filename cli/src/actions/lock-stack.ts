import { type Folders, runtimePath } from '../lib/folders.ts'
import { acquireLock } from '../lib/lock.ts'
import { makeOwnFolder } from '../lib/own-folder.ts'
import { formatDuration } from '../lib/units.ts'

export interface LockStackOptions {
  readonly name: string
  readonly folders: Folders
  /** "msctl up": what others are told that they wait for. */
  readonly what: string
  readonly signal: AbortSignal
  readonly note: (text: string) => void
}

/** One command at a time changes a stack: waits for another one, saying for whom, until disposed. */
export async function lockStack({ name, folders, what, signal, note }: LockStackOptions): Promise<Disposable> {
  makeOwnFolder(folders.runtime)
  return acquireLock({
    file: runtimePath(folders, name, 'lock'),
    what,
    signal,
    onWait: (holder) =>
      note(
        `waiting for ${holder.what} (pid ${holder.pid}, for ${formatDuration(Date.now() - Date.parse(holder.since))} now)`,
      ),
  })
}
