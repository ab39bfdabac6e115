import { raw } from 'mysql2/promise'

/** A UUID as binary(16) columns take it: the client would turn bytes into the same text, with more work. Throws for what is none. */
export function sqlUuid(id: string): ReturnType<typeof raw> {
  const hex = id.replaceAll('-', '')
  // it goes into the statement as it is
  if (!uuidHex.test(hex)) throw new TypeError(`"${id}" is no UUID`)
  return raw(`X'${hex}'`)
}

const uuidHex = /^[0-9a-f]{32}$/i
