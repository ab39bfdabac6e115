import { whyNotCompose, whyNotKubernetes, whyNotLocal } from '../e2e/harness/required.ts'
import { type Bench, benchTargets } from './harness/bench-options.ts'
import { CannotRun } from './harness/cannot-run.ts'
import { benchCompose } from './up-compose.ts'
import { benchKubernetes } from './up-kubernetes.ts'
import { benchLocal } from './up-local.ts'

const benches = {
  compose: { bench: benchCompose, whyNot: whyNotCompose },
  local: { bench: benchLocal, whyNot: whyNotLocal },
  kubernetes: { bench: benchKubernetes, whyNot: whyNotKubernetes },
}

export const bench: Bench = async (options) => {
  const { target } = options
  for (const name of target ? [target] : benchTargets) {
    const reason = await benches[name].whyNot()
    if (reason && target) throw new CannotRun(reason)
    if (reason) console.log(`${name}: cannot run here: ${reason}`)
    else {
      await benches[name].bench(options)
      console.log()
    }
  }
}
