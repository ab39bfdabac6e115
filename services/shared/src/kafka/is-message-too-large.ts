/** Whether the broker answered that what was sent is larger than it takes at a time. */
export function isMessageTooLarge(error: unknown): boolean {
  return error instanceof Error && 'type' in error && error.type === 'MESSAGE_TOO_LARGE'
}
