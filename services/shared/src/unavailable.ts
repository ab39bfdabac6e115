/** Something that a service needs does not answer now; the same request may succeed later. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable'
}

export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // AggregateError of a host name with several addresses has no message of its own
  return error.message || ('code' in error ? String(error.code) : error.name)
}
