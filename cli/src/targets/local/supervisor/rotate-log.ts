import { copyFileSync, mkdirSync, openSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs'
import { dirname } from 'node:path'

const maxBytes = 20_000_000

/** What the process before this one wrote. */
export const previousOf = (logFile: string): string => `${logFile}.previous`
/** The older part of what this one wrote. */
export const olderOf = (logFile: string): string => `${logFile}.1`

/** A new, empty log for a process that is about to start; the former becomes `<file>.previous`. Close the descriptor after the start. */
export function openLog(logFile: string): number {
  mkdirSync(dirname(logFile), { recursive: true })
  try {
    renameSync(logFile, previousOf(logFile))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  rmSync(olderOf(logFile), { force: true })
  // Appending, so that the process writes at the start again after the file was cut.
  return openSync(logFile, 'a', 0o644)
}

/** Copies a log that grew too large aside and cuts it: its process keeps the file open and need not know. */
export function cutWhenLarge(logFile: string, limit = maxBytes): void {
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) <= limit) return
  copyFileSync(logFile, olderOf(logFile))
  truncateSync(logFile, 0)
}
