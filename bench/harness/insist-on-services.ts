import { whyNotLocal } from '../../e2e/harness/required.ts'
import type { BenchOptions } from './bench-options.ts'
import { CannotRun } from './cannot-run.ts'
import { whyNotPeer } from './peer.ts'

/** Throws CannotRun where a benchmark of the services cannot: they are only on `local`. */
export async function insistOnServices({ target }: BenchOptions, needs: { readonly peer: boolean }): Promise<void> {
  if (target !== undefined && target !== 'local') throw new CannotRun(`this benchmark has no ${target}, only local`)
  const reason = (await whyNotLocal()) ?? (needs.peer ? await whyNotPeer() : undefined)
  if (reason !== undefined) throw new CannotRun(reason)
}
