import { raw } from 'mysql2/promise'
import { isUuid } from '../event-contract.ts'

/** A UUID as binary(16) columns take it: the client would turn bytes into the same text, with more work. Throws for what is none. */
export function sqlUuid(id: string): ReturnType<typeof raw> {
  // it goes into the statement as it is
  if (!isUuid(id)) throw new TypeError(`"${id}" is no UUID`)
  return raw(`X'${id.replaceAll('-', '')}'`)
}
