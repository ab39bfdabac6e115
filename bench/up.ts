import { whyNotCompose, whyNotLocal } from '../e2e/harness/required.ts'
import type { Bench } from './harness/bench-options.ts'
import { benchCompose } from './up-compose.ts'
import { benchLocal } from './up-local.ts'

const benches: Partial<
  Record<TargetName, { bench: (rounds: number) => Promise<void>; whyNot: () => Promise<string | undefined> }>
> = {
  compose: { bench: benchCompose, whyNot: whyNotCompose },
  local: { bench: benchLocal, whyNot: whyNotLocal },
}

export const bench: Bench = async ({ rounds, target }) => {
  for (const name of target ? [target] : (['compose', 'local'] as const)) {
    const reason = await benches[name].whyNot()
    if (reason) console.log(`${name}: cannot run here: ${reason}`)
    else await benches[name].bench(rounds)
  }
}
