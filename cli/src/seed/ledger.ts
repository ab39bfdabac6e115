import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { MsctlError } from '../errors.ts'
import { type Folders, stateFolder } from '../lib/folders.ts'
import { openLinePages } from './line-pages.ts'

/** `unknown`: it was sent, and no try said what became of it. */
export type Outcome = 'accepted' | 'already-present' | 'refused' | 'unknown'

/** A line of a ledger: what became of one user. */
export interface LedgerEntry {
  readonly index: number
  readonly email: string
  /** Null when the service did not say it. */
  readonly id: number | null
  readonly outcome: Outcome
}

export function ledgersFolder(folders: Folders, stackName: string): string {
  return join(stateFolder(folders, stackName), 'ledgers')
}

export function ledgerFile(folders: Folders, stackName: string, seed: string): string {
  return join(ledgersFolder(folders, stackName), `${seed}.jsonl`)
}

export interface Ledger extends AsyncDisposable {
  /** Kept in memory for at most half a second, then appended to the file. */
  add(entry: LedgerEntry): void
  /** Aborted once it cannot be written any more: who goes on makes users that nobody knows of. */
  readonly failed: AbortSignal
}

const flushMs = 500
/** Where a cut last line is looked for: many times as long as any line of a ledger. */
const tailBytes = 65_536

/**
 * Appends to what is there, in place of a last line that was cut short (a killed process, a full disk); disposing writes the rest and syncs.
 * Both throw MSCTL_MACHINE_LACKS where it cannot be written.
 */
export async function openLedger(file: string): Promise<Ledger> {
  const handle = await openForAppending(file)
  const pages = openLinePages(handle)
  const timer = setInterval(pages.flush, flushMs)
  return {
    add: (entry) => pages.add(JSON.stringify(entry)),
    failed: pages.failed,
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      pages.flush()
      try {
        await pages.written()
        await handle.sync()
      } catch (cause) {
        throw cannotWrite(file, cause)
      } finally {
        await handle.close()
      }
    },
  }
}

async function openForAppending(file: string): Promise<FileHandle> {
  try {
    await mkdir(dirname(file), { recursive: true })
    const handle = await open(file, 'a+')
    await removeCutLine(handle).catch(async (error: unknown) => {
      await handle.close()
      throw error
    })
    return handle
  } catch (cause) {
    throw cannotWrite(file, cause)
  }
}

function cannotWrite(file: string, cause: unknown): MsctlError {
  return new MsctlError('MSCTL_MACHINE_LACKS', `cannot write the ledger "${file}"`, {
    cause,
    suggestions: [`df -h ${dirname(file)}`, 'then the same command with its --seed and with --resume'],
  })
}

async function removeCutLine(handle: FileHandle): Promise<void> {
  const { size } = await handle.stat()
  const length = Math.min(size, tailBytes)
  const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length)
  const end = size - length + buffer.lastIndexOf('\n') + 1
  if (end < size) await handle.truncate(end)
}

/** Entries in the order in which they were written. A last line that was cut short (a killed process) is left out; any other that is none is an error with its place. */
export async function* readLedger(file: string): AsyncGenerator<LedgerEntry> {
  const handle = await openForReading(file)
  if (handle === undefined) return
  let number = 0
  let bad: string | undefined
  for await (const line of handle.readLines()) {
    number++
    if (bad !== undefined) throw notALine(bad, file)
    const entry = parseEntry(line)
    if (entry === undefined) bad = `line ${number} of "${file}"`
    else yield entry
  }
}

function notALine(line: string, file: string): MsctlError {
  return new MsctlError('MSCTL_CONFIGURATION', `${line} is not a line of a ledger`, {
    suggestions: [`mv ${file} ${file}.damaged: its users then count as any other`],
  })
}

async function openForReading(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new MsctlError('MSCTL_CONFIGURATION', `cannot read the ledger "${file}"`, { cause })
  }
}

function parseEntry(line: string): LedgerEntry | undefined {
  try {
    const entry = JSON.parse(line) as LedgerEntry
    const isEntry = Number.isSafeInteger(entry.index) && typeof entry.email === 'string' && outcomes.has(entry.outcome)
    return isEntry && (entry.id === null || Number.isSafeInteger(entry.id)) ? entry : undefined
  } catch {
    return undefined
  }
}

const outcomes: ReadonlySet<Outcome> = new Set<Outcome>(['accepted', 'already-present', 'refused', 'unknown'])
