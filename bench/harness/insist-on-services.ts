import { whyNotLocal } from '../../e2e/harness/required.ts'
import { CannotRun } from './cannot-run.ts'
import { whyNotPeer } from './peer.ts'

/** Throws CannotRun where a benchmark of the services cannot. */
export async function insistOnServices(needs: { readonly peer: boolean }): Promise<void> {
  const reason = (await whyNotLocal()) ?? (needs.peer ? await whyNotPeer() : undefined)
  if (reason !== undefined) throw new CannotRun(reason)
}
