import type { IHeaders } from 'kafkajs'
import { textOf } from './payload.ts'

/** A header as programs and people are shown it; a name may come several times. */
export interface ShownHeader {
  readonly name: string
  readonly value: string
  /** base64 for bytes that are no text. */
  readonly encoding: 'utf8' | 'base64'
}

export function showHeaders(headers: IHeaders = {}): readonly ShownHeader[] {
  return Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value) => {
      const bytes = Buffer.from(value ?? '')
      const text = textOf(bytes)
      return text === undefined
        ? { name, value: bytes.toString('base64'), encoding: 'base64' as const }
        : { name, value: text, encoding: 'utf8' as const }
    }),
  )
}
