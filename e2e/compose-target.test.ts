import { readFileSync } from 'node:fs'
import { execa } from 'execa'
import { describe, it } from 'vitest'
import { foldersOf } from '../cli/src/lib/folders.ts'
import { createStack } from '../cli/src/stack/create-stack.ts'
import { resolveSettings } from '../cli/src/stack/settings.ts'
import { ComposeTarget } from '../cli/src/targets/compose/compose-target.ts'
import { whyNotCompose } from './harness/required.ts'
import { openSandbox } from './harness/sandbox.ts'
import { targetContract } from './target-contract.ts'

const reason = await whyNotCompose()
const [, prometheus = ''] = /PROMETHEUS_IMAGE:-([^}]+)/.exec(readFileSync('templates/compose.yaml', 'utf8')) ?? []

if (reason) {
  describe('the compose target', () => {
    it.skip(`cannot run here: ${reason}`, () => {})
  })
} else {
  targetContract('the compose target', async () => {
    const sandbox = await openSandbox()
    const name = `msctl-e2e-${sandbox.portOffset}`
    // A name of its own for one image, so that it can be broken.
    const image = `msctl-test/prometheus:v${sandbox.portOffset}`
    await execa('docker', ['tag', prometheus, image])
    const env = { ...sandbox.env, MSCTL_NAME: name, MSCTL_TARGET: 'compose', PROMETHEUS_IMAGE: image }
    const settings = resolveSettings({ env, folder: sandbox.cwd })
    return {
      target: new ComposeTarget(foldersOf(env)),
      stack: createStack({ settings, without: ['grafana'] }),
      async breakComponent() {
        const dockerfile = `FROM ${prometheus}\nENTRYPOINT ["/bin/sh", "-c", "echo cannot go on >&2; exit 1"]\n`
        await execa('docker', ['build', '--quiet', '--tag', image, '-'], { input: dockerfile })
        return { component: 'prometheus', [Symbol.asyncDispose]: async () => {} }
      },
      dispose: async () => {
        await execa('docker', ['image', 'rm', '--force', image])
        await sandbox[Symbol.asyncDispose]()
      },
    }
  })
}
