import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { foldersOf } from '../cli/src/lib/folders.ts'
import { createStack } from '../cli/src/stack/create-stack.ts'
import { resolveSettings } from '../cli/src/stack/settings.ts'
import { MinikubeTarget } from '../cli/src/targets/minikube/minikube-target.ts'
import { applyObjects, boundClaim, ourNamespace, removeVolume } from './harness/cluster.ts'
import { whyNotMinikube } from './harness/required.ts'
import { openSandbox } from './harness/sandbox.ts'
import { targetContract } from './target-contract.ts'

const reason = await whyNotMinikube()
const profile = 'msctl-e2e'
/** Whatever has to be fetched from the internet first. */
const madeWithinMs = 900_000

if (reason) {
  describe('the minikube target', () => {
    it.skip(`cannot run here: ${reason}`, () => {})
  })
} else {
  const folder = mkdtempSync(join(tmpdir(), 'msctl-e2e-kubeconfig-'))
  // The user's own is left alone; kubectl, which the tests call, asks the profile then.
  process.env.KUBECONFIG = join(folder, 'config')

  beforeAll(async () => {
    const { target, stack, dispose } = await setUp()
    const run = { signal: AbortSignal.timeout(madeWithinMs), report: () => {}, showCommand: () => {} }
    await target.machine.prepare(stack, run)
    await dispose()
  }, madeWithinMs)

  afterAll(async () => {
    await execa('minikube', ['delete', '-p', profile], { reject: false })
    rmSync(folder, { recursive: true, force: true })
  })

  targetContract('the minikube target', setUp)
}

async function setUp() {
  const sandbox = await openSandbox('minikube')
  const { cwd, name } = sandbox
  const env = { ...sandbox.env, MSCTL_MINIKUBE_CPUS: '2', MSCTL_MINIKUBE_MEMORY: '4g' }
  return {
    target: new MinikubeTarget(foldersOf(env), profile),
    stack: createStack({ settings: resolveSettings({ env, folder: cwd }), without: ['grafana'] }),
    startsWithinMs: 15_000,
    /** Prometheus finds a volume that it cannot write to, and ends by itself. */
    async breakComponent() {
      const volume = `${name}-unwritable`
      await applyObjects(name, ourNamespace(name), ...boundClaim('prometheus', volume))
      return { component: 'prometheus' as const, [Symbol.asyncDispose]: () => removeVolume(volume) }
    },
    dispose: async () => sandbox[Symbol.asyncDispose](),
  }
}
