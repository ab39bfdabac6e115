import type { UpResult } from '../actions/up.ts'
import { addressesOf } from '../stack/addresses.ts'
import { progressJson } from './progress-json.ts'

/** What `up --json` prints: no passwords. */
export function upJson({
  stack,
  target,
  context,
  components,
  durationMs,
  ranAlready,
  longest,
  canary,
}: UpResult): object {
  const skipped = components.filter(({ state }) => state === 'skipped').map(({ name }) => name)
  return {
    name: stack.name,
    target,
    ...(context !== undefined && { context }),
    kafkaMode: stack.kafkaMode,
    components: progressJson(components),
    durationMs,
    ranAlready,
    longest,
    ...(canary ? { canary } : {}),
    addresses: addressesOf(stack, skipped).map(({ name, component, address }) => ({ name, component, address })),
  }
}
