import { readFileSync } from 'node:fs'
import { MsctlError } from '../errors.ts'
import { indentJson } from '../lib/indent-json.ts'
import type { FullDeadLetter } from '../probes/dead-letter.ts'
import { reasonOf } from '../probes/reason-of.ts'
import { confirm } from './confirm.ts'
import { editText } from './edit-text.ts'
import type { Terminal } from './terminal.ts'

/** The bytes of a file, of stdin for "-"; MSCTL_USAGE when it cannot be read. */
export function payloadFrom(file: string): Buffer {
  try {
    return readFileSync(file === '-' ? 0 : file)
  } catch (cause) {
    throw new MsctlError('MSCTL_USAGE', `cannot read the payload: ${reasonOf(cause)}`, { cause })
  }
}

/**
 * Has the user repair a payload in an editor, again as long as it cannot be read as an event and they want to go on. What they saved
 * is what is sent. MSCTL_USAGE without a terminal, for bytes that no editor takes, and when nothing was changed.
 */
export async function editPayload(
  { id, kind, message }: FullDeadLetter,
  whyUnreadable: (payload: Buffer) => string | undefined,
  { isLive, progress }: Terminal,
  signal: AbortSignal,
): Promise<Buffer> {
  if (!isLive || !process.stdin.isTTY)
    throw refused('there is no terminal to edit on', `msctl dlq replay ${id} --payload FILE`)
  if (kind === 'binary') throw refused(`the payload of ${id} is no text`, `msctl dlq replay ${id} --payload FILE`)
  const before = message.value?.toString('utf8') ?? ''
  const shown = kind === 'json' ? (indentJson(before) ?? before) : before
  for (let text = shown; ; ) {
    text = await editText(text, `dead-letter-${id}.json`)
    if (text === shown) throw refused('nothing was changed', `msctl dlq replay ${id} sends it as it is`)
    const why = whyUnreadable(Buffer.from(text))
    if (why === undefined) return Buffer.from(text)
    progress(`That would be a dead letter again: ${why}`)
    if (!(await confirm('Edit it again?', signal))) throw refused(why)
  }
}

function refused(why: string, ...suggestions: readonly string[]): MsctlError {
  return new MsctlError('MSCTL_USAGE', `nothing was sent: ${why}`, { suggestions })
}
