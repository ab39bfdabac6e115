import { whyNotLocal } from '../../e2e/harness/required.ts'
import type { BenchOptions } from './bench-options.ts'
import { whyNotPeer } from './peer.ts'

/** Why a benchmark of the services cannot run; undefined when it can: they are only on `local`. */
export async function whyNotServices(
  { target }: BenchOptions,
  needs: { readonly peer: boolean },
): Promise<string | undefined> {
  if (target !== undefined && target !== 'local') return `this benchmark has no ${target}, only local`
  return (await whyNotLocal()) ?? (needs.peer ? await whyNotPeer() : undefined)
}
