import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { MsctlError } from '../errors.ts'
import { otherRuntimeFolder } from './own-folder.ts'
import { processStart } from './process-start.ts'

export interface LockHolder {
  readonly pid: number
  /** See processStart: a reused pid holds nothing. */
  readonly start: string
  /** "msctl up" */
  readonly what: string
  /** ISO 8601 */
  readonly since: string
  readonly id: string
}

export interface LockOptions {
  readonly file: string
  readonly what: string
  readonly signal: AbortSignal
  /** Called once for each holder that is waited for. */
  readonly onWait: (holder: LockHolder) => void
}

const pollMs = 100

/**
 * Holds the lock until disposed. Waits for a living holder, takes over from a dead one; rejects when aborted, and with
 * MSCTL_MACHINE_LACKS where no lock can be made.
 */
export async function acquireLock({ file, what, signal, onWait }: LockOptions): Promise<Disposable> {
  const me: LockHolder = {
    pid: process.pid,
    start: processStart(process.pid) ?? '',
    what,
    since: new Date().toISOString(),
    id: randomUUID(),
  }
  let waitedFor: string | undefined
  while (!tryCreate(file, me)) {
    const holder = readHolder(file)
    if (holder === undefined) continue
    if (isDead(holder)) {
      removeIfStill(file, holder)
      continue
    }
    if (holder.id !== waitedFor) onWait(holder)
    waitedFor = holder.id
    await sleep(pollMs, undefined, { signal })
  }
  return {
    [Symbol.dispose]() {
      removeIfStill(file, me)
      removeFolderIfEmpty(dirname(file))
    },
  }
}

/** A hard link appears at once with its content, so that nobody reads half a lock. */
function tryCreate(file: string, me: LockHolder): boolean {
  const draft = `${file}.${me.id}`
  makeFolder(dirname(file))
  if (!isDone(file, () => writeFileSync(draft, JSON.stringify(me), { mode: 0o600 }))) return false
  try {
    return isDone(file, () => linkSync(draft, file))
  } finally {
    rmSync(draft, { force: true })
  }
}

/** False: somebody else holds the lock (EEXIST), or has just given it back and removed the folder (ENOENT). */
function isDone(file: string, write: () => void): boolean {
  try {
    write()
    return true
  } catch (error) {
    if (!['EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw cannotLock(file, error)
    return false
  }
}

/** Whatever stands in the way here will not go away by trying again. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw cannotLock(folder, error)
  }
}

function cannotLock(place: string, cause: unknown): MsctlError {
  return new MsctlError('MSCTL_MACHINE_LACKS', `cannot make a lock at "${place}"`, {
    cause,
    suggestions: [otherRuntimeFolder],
  })
}

function readHolder(file: string): LockHolder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    // Nobody writes anything but whole locks: what cannot be read was damaged and holds nothing.
    rmSync(file, { force: true })
    return undefined
  }
}

function isDead({ pid, start }: LockHolder): boolean {
  return processStart(pid) !== start
}

/** Between reading and removing, another may have taken over: what was moved aside is looked at, and put back if it is not `holder`'s. */
function removeIfStill(file: string, holder: LockHolder): void {
  const aside = `${file}.${randomUUID()}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  try {
    if (readHolder(aside)?.id !== holder.id) linkSync(aside, file)
  } finally {
    rmSync(aside, { force: true })
  }
}

function removeFolderIfEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // Others use it.
  }
}
