let isMuted = false

/** kafkajs sets one negative timer a client (tulios/kafkajs#1751), about which Node warns on stderr; in the bundles it sets none. */
export function muteTimeoutWarning(): void {
  if (isMuted) return
  isMuted = true
  const emitWarning = process.emitWarning as (...args: unknown[]) => void
  process.emitWarning = (...args: unknown[]): void => {
    if (args[1] !== 'TimeoutNegativeWarning') emitWarning.apply(process, args)
  }
}
