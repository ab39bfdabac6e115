/** Why something failed, in one line: the innermost cause that says something ("connect ECONNREFUSED 127.0.0.1:9092"). */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0])
  if (error.cause instanceof Error) return reasonOf(error.cause)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return (error.message.trim() || code || error.name).split('\n', 1)[0] ?? ''
}
