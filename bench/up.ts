import type { TargetName } from '../cli/src/stack/target-names.ts'
import { whyNotCompose, whyNotLocal } from '../e2e/harness/required.ts'
import { benchCompose } from './up-compose.ts'
import { benchLocal } from './up-local.ts'

const benches = {
  compose: { bench: benchCompose, whyNot: whyNotCompose },
  local: { bench: benchLocal, whyNot: whyNotLocal },
}

export async function bench(rounds: number, target: TargetName | undefined): Promise<void> {
  for (const name of target ? [target] : (['compose', 'local'] as const)) {
    const reason = await benches[name].whyNot()
    if (reason) console.log(`${name}: cannot run here: ${reason}`)
    else await benches[name].bench(rounds)
  }
}
