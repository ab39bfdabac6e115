/** What dies this often in a row will go on doing so: an engine would try for ever, people should not. */
export const restartsUntilFailed = 3

/** Whoever lived for this long is no longer in trouble: the kubelet begins anew with its delays then, too. */
const isWellAfterMs = 10 * 60_000

/** How many of all its restarts count against one that died after this life: none, where it had worked for long until then. */
export function restartsInARow(restarts: number, livedMs: number | undefined): number {
  return livedMs !== undefined && livedMs > isWellAfterMs ? 0 : restarts
}
