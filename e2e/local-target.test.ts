import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, it } from 'vitest'
import { foldersOf } from '../cli/src/lib/folders.ts'
import { createStack } from '../cli/src/stack/create-stack.ts'
import { resolveSettings } from '../cli/src/stack/settings.ts'
import { LocalTarget } from '../cli/src/targets/local/local-target.ts'
import { whyNotLocal } from './harness/required.ts'
import { openSandbox } from './harness/sandbox.ts'
import { targetContract } from './target-contract.ts'

const reason = await whyNotLocal()

if (reason) {
  describe('the local target', () => {
    it.skip(`cannot run here: ${reason}`, () => {})
  })
} else {
  targetContract('the local target', async () => {
    const sandbox = await openSandbox()
    const { env, cwd } = sandbox
    return {
      target: new LocalTarget(foldersOf(env)),
      stack: createStack({ settings: resolveSettings({ env, folder: cwd }) }),
      /** Prometheus cannot have the port that another listens on, and ends by itself. */
      async breakComponent() {
        const server = createServer((socket) => socket.destroy()).listen(
          sandbox.port('prometheus', 'http'),
          '127.0.0.1',
        )
        await once(server, 'listening')
        return {
          component: 'prometheus',
          [Symbol.asyncDispose]: async () => {
            server.close()
          },
        }
      },
      dispose: async () => sandbox[Symbol.asyncDispose](),
    }
  })
}
