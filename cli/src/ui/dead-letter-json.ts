import type { JudgedLetter } from '../checks/judge-letters.ts'
import type { FullDeadLetter } from '../probes/dead-letter.ts'
import { showHeaders } from '../probes/shown-headers.ts'

/** A dead letter as `--json` prints it: its payload as text where it is one, in any case as base64. */
export function deadLetterJson({ message, ...letter }: FullDeadLetter & JudgedLetter): object {
  const { value, headers } = message
  const isText = letter.kind === 'json' || letter.kind === 'text'
  return {
    letter,
    headers: showHeaders(headers),
    payload: {
      text: isText ? (value?.toString('utf8') ?? null) : null,
      base64: value?.toString('base64') ?? null,
    },
  }
}
