import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { controllerPort } from '../../../../src/targets/local/servers/controller-port.ts'
import { openTempFolder } from '../../../temp-folder.ts'
import { contextIn } from './test-context.ts'

async function listening(port = 0) {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

it('keeps its port, also while the broker runs, and takes another when a stranger has it', async () => {
  using folder = openTempFolder()
  const context = contextIn(folder.path)
  await using broker = await listening()
  const freeBroker = await (async () => {
    await using probe = await listening()
    return probe.port
  })()
  const port = await controllerPort(context, freeBroker)
  expect(await controllerPort(context, freeBroker)).toBe(port)
  await using _taken = await listening(port)
  expect(await controllerPort(context, broker.port)).toBe(port)
  expect(await controllerPort(context, freeBroker)).not.toBe(port)
})
