import type { UpResult } from '../actions/up.ts'
import { addressesOf } from '../stack/addresses.ts'

/** What `up --json` prints: no passwords. */
export function upJson({ stack, target, components, tookMs, ranAlready, longest, canary }: UpResult): object {
  const skipped = components.filter(({ state }) => state === 'skipped').map(({ name }) => name)
  return {
    name: stack.name,
    target,
    kafkaMode: stack.kafkaMode,
    components: components.map(({ readyAtMs: _, ...component }) => component),
    tookMs,
    ranAlready,
    longest,
    ...(canary ? { canary } : {}),
    addresses: addressesOf(stack, skipped).map(({ name, component, address }) => ({ name, component, address })),
  }
}
