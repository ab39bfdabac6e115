import { describe, it } from 'vitest'
import { foldersOf } from '../cli/src/lib/folders.ts'
import { createStack } from '../cli/src/stack/create-stack.ts'
import { resolveSettings } from '../cli/src/stack/settings.ts'
import { KubernetesTarget } from '../cli/src/targets/kubernetes/kubernetes-target.ts'
import { applyObjects, boundClaim, ourNamespace, removeVolume } from './harness/cluster.ts'
import { whyNotKubernetes } from './harness/required.ts'
import { openSandbox } from './harness/sandbox.ts'
import { targetContract } from './target-contract.ts'

const reason = await whyNotKubernetes()

if (reason) {
  describe('the kubernetes target', () => {
    it.skip(`cannot run here: ${reason}`, () => {})
  })
} else {
  targetContract('the kubernetes target', async () => {
    const sandbox = await openSandbox('kubernetes')
    const { env, cwd, name } = sandbox
    return {
      target: new KubernetesTarget(foldersOf(env)),
      stack: createStack({ settings: resolveSettings({ env, folder: cwd }), without: ['grafana'] }),
      startsWithinMs: 15_000,
      /** Prometheus finds a volume that it cannot write to, and ends by itself. */
      async breakComponent() {
        const volume = `${name}-unwritable`
        await applyObjects(name, ourNamespace(name), ...boundClaim('prometheus', volume))
        return {
          component: 'prometheus',
          [Symbol.asyncDispose]: () => removeVolume(volume),
        }
      },
      dispose: async () => sandbox[Symbol.asyncDispose](),
    }
  })
}
