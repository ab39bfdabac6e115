import { MsctlError } from '../errors.ts'
import type { Folders } from '../lib/folders.ts'
import type { Run } from '../lib/run.ts'
import { nameFlag } from '../stack/name-flag.ts'
import { tryReadStackRecord } from '../stack/stack-record.ts'
import type { Target } from '../targets/target.ts'
import { findStack } from './find-stack.ts'
import { isSamePlace, placeFlags, placeInWords, placeOf } from './stack-place.ts'

interface Options {
  readonly folders: Folders
  readonly run: Run
}

/**
 * One name, one stack: its state folder and records are one. MSCTL_CONFIGURATION where something of a stack of that name is at another
 * place than the one where it is to run, by its record or, without one, on this machine.
 */
export async function refuseSecond(name: string, wanted: Target, { folders, run }: Options): Promise<void> {
  const place = placeOf(wanted)
  const record = tryReadStackRecord(folders, name)
  if (record !== undefined && record.downAt === undefined && isSamePlace(record, place)) return
  const other = await findStack({ name, folders, run })
  if (other === undefined) return
  const { stack, target } = other
  const there = placeOf(target)
  if (isSamePlace(there, place)) return
  if ((await target.status(stack, run)).every(({ state }) => state === 'missing')) return
  throw new MsctlError(
    'MSCTL_CONFIGURATION',
    `"${name}" runs on ${placeInWords(there)}, so it cannot run on ${placeInWords(place)}`,
    {
      suggestions: [
        `msctl down${nameFlag(name)} ${placeFlags(there)}, then the same command again`,
        `a second stack beside it: msctl up --name other --port-offset 100 ${placeFlags(place)}`,
      ],
    },
  )
}
