import { dirname } from 'node:path'
import { MsctlError } from './errors.ts'

const words: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EROFS: 'the disk cannot be written',
  EACCES: 'there is no right to a file',
}

/** MSCTL_MACHINE_LACKS for what the system says of a file where nobody else had better words; anything else, such as a refused connection, as it is. */
export function asDiskTrouble(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof MsctlError) return error
  const { code = '', syscall = '', ...named } = error as NodeJS.ErrnoException & { readonly dest?: string }
  // of a copy it is the place where it goes
  const path = named.dest ?? named.path
  const what = words[code]
  const isOfFile = /^(?:write|f?datasync|fsync|ftruncate)$/.test(syscall) || path !== undefined
  if (what === undefined || !isOfFile || syscall.startsWith('spawn')) return error
  const look = code === 'EACCES' ? `ls -ld ${path ?? ''}` : `df -h ${path === undefined ? '' : dirname(path)}`
  return new MsctlError('MSCTL_MACHINE_LACKS', what, { cause: error, suggestions: [look.trimEnd()] })
}
