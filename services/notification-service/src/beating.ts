/**
 * Runs `work` and sends a heartbeat every `everyMs` meanwhile, so that long work does not cost the place in the group.
 * Rejects with the heartbeat's error (a rebalance, which the consumer must hear of) after the work is done.
 */
export async function beating(
  heartbeat: () => Promise<void>,
  work: () => Promise<void>,
  everyMs = 1_000,
): Promise<void> {
  let failure: { readonly error: unknown } | undefined
  const beat = () =>
    heartbeat().catch((error: unknown) => {
      failure ??= { error }
    })
  const timer = setInterval(beat, everyMs)
  try {
    await work()
  } finally {
    clearInterval(timer)
  }
  await beat()
  if (failure) throw failure.error
}
