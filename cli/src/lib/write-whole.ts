import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { MsctlError } from '../errors.ts'

/**
 * A reader sees the old text or the new one, never a part. Other users may read it, whatever this one's umask, unless `mode` says otherwise:
 * servers and containers run as others. Throws MSCTL_MACHINE_LACKS where it cannot be written.
 */
export function writeWhole(file: string, text: string, mode = 0o644): void {
  // Traefik looks at every .yml of its folder, so the part has another end.
  const partial = `${file}.${process.pid}.new`
  try {
    const isNew = mkdirSync(dirname(file), { recursive: true }) !== undefined
    if (isNew) chmodSync(dirname(file), 0o755)
    writeFileSync(partial, text, { mode })
    chmodSync(partial, mode)
    renameSync(partial, file)
  } catch (cause) {
    throw new MsctlError('MSCTL_MACHINE_LACKS', `cannot write "${file}": ${(cause as Error).message}`, {
      cause,
      suggestions: ['XDG_STATE_HOME=<a folder of your own>: where data, logs and records go instead', 'msctl doctor'],
    })
  }
}
