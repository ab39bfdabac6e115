import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from '../../../lib/write-whole.ts'
import type { ComponentName } from '../../../stack/components.ts'
import { compareVersions } from '../tools/version-number.ts'

/** What wrote the data of a component. */
export interface DataVersion {
  /** "MariaDB", "MySQL", "Kafka with ZooKeeper", "Kafka with KRaft", … */
  readonly product: string
  readonly version: string
}

const markerOf = (stateFolder: string, component: ComponentName): string =>
  join(stateFolder, 'data', component, '.msctl-version.json')

/** Undefined when there is no data, or its marker cannot be read. */
export function readDataVersion(stateFolder: string, component: ComponentName): DataVersion | undefined {
  try {
    const { product, version } = JSON.parse(readFileSync(markerOf(stateFolder, component), 'utf8'))
    return typeof product === 'string' && typeof version === 'string' ? { product, version } : undefined
  } catch {
    return undefined
  }
}

export function writeDataVersion(
  stateFolder: string,
  component: ComponentName,
  { product, version }: DataVersion,
): void {
  writeWhole(markerOf(stateFolder, component), `${JSON.stringify({ product, version })}\n`)
}

/** Why a server of version `wanted` must not open that data, for people; undefined when it may. */
export function dataConflict(existing: DataVersion | undefined, wanted: DataVersion): string | undefined {
  if (existing === undefined) return undefined
  const isOther = existing.product !== wanted.product || major(existing.version) !== major(wanted.version)
  if (!isOther && compareVersions(lineOf(existing.version), lineOf(wanted.version)) <= 0) return undefined
  return `its data was written by ${existing.product} ${existing.version}, and ${wanted.product} ${wanted.version} would open it`
}

const major = (version: string): string => version.split('.')[0] ?? ''

/** "10.11" of "10.11.19": no server promises to open what a later line of it wrote. */
const lineOf = (version: string): string => version.split('.').slice(0, 2).join('.')
