import { readLedger } from './ledger.ts'

/** Which users of a ledger need no further try: one bit a user. */
export interface DoneIndexes {
  readonly count: number
  has(index: number): boolean
}

/** Users below `count` whose outcome the ledger knows; those with an unknown one are to be tried again. */
export async function readDoneIndexes(file: string, count: number): Promise<DoneIndexes> {
  const bits = new Uint8Array(Math.ceil(count / 8))
  let done = 0
  const has = (index: number): boolean => ((bits[index >> 3] ?? 0) & (1 << (index & 7))) !== 0
  for await (const { index, outcome } of readLedger(file)) {
    if (outcome === 'unknown' || index < 0 || index >= count || has(index)) continue
    bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7))
    done++
  }
  return { count: done, has }
}
