import { constants, existsSync } from 'node:fs'
import { access, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Folders } from '../lib/folders.ts'
import { formatBytes } from '../lib/units.ts'
import { pass } from '../targets/findings.ts'
import type { Finding } from '../targets/target.ts'

/** Below the first a stack soon cannot write what it was given; below the second it lasts for a while only. */
const minimumBytes = 500e6
const comfortableBytes = 2e9

/** What concerns every target: the Node that msctl itself runs on, and the folders that it writes to. */
export async function checkMachine(folders: Pick<Folders, 'state' | 'cache'>): Promise<readonly Finding[]> {
  return [
    pass('node', 'node', process.version.slice(1), { path: process.execPath }),
    ...(await Promise.all([folderFinding('state', folders.state), folderFinding('cache', folders.cache)])),
  ]
}

async function folderFinding(name: 'state' | 'cache', folder: string): Promise<Finding> {
  const existing = nearest(folder)
  try {
    await access(existing, constants.W_OK)
  } catch {
    const message = `cannot write to ${existing}`
    return { category: 'disk', name, status: 'fail', message, fixes: [otherPlace(name)], details: { folder } }
  }
  const { bavail, bsize } = await statfs(existing)
  return spaceFinding(name, folder, bavail * bsize)
}

export function spaceFinding(name: 'state' | 'cache', folder: string, freeBytes: number): Finding {
  const details = { folder, freeBytes }
  const message = `${folder}, ${formatBytes(freeBytes)} free`
  if (freeBytes >= comfortableBytes) return pass('disk', name, message, details)
  const fixes = [
    'msctl down --volumes: removes data and logs of a stack that is no longer needed',
    'msctl setup --clean: removes fetched servers',
    otherPlace(name),
  ]
  const isTooLittle = freeBytes < minimumBytes
  return {
    category: 'disk',
    name,
    status: isTooLittle ? 'fail' : 'warning',
    message: `${message}: ${isTooLittle ? 'too little' : 'little'}`,
    fixes,
    details,
  }
}

function nearest(folder: string): string {
  return existsSync(folder) ? folder : nearest(dirname(folder))
}

function otherPlace(name: 'state' | 'cache'): string {
  return `XDG_${name.toUpperCase()}_HOME=<a folder with room>: another place`
}
