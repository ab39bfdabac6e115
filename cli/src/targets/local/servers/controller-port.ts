import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { writeWhole } from '../../../lib/write-whole.ts'
import type { LocalContext } from '../local-context.ts'
import { configFolder } from './server-files.ts'

/** KRaft's controller needs a port of its own that nobody else uses: a free one, kept with the configuration. */
export async function controllerPort(context: LocalContext, brokerPort: number): Promise<number> {
  const file = join(configFolder(context, 'kafka'), 'controller-port')
  const kept = readPort(file)
  // With the broker's port taken as well it is our own broker that runs, and keeps both.
  if (kept !== undefined && ((await isFree(kept)) || !(await isFree(brokerPort)))) return kept
  const port = await freePort()
  writeWhole(file, `${port}\n`)
  return port
}

function readPort(file: string): number | undefined {
  try {
    const port = Number.parseInt(readFileSync(file, 'utf8'), 10)
    return port > 0 && port <= 65_535 ? port : undefined
  } catch {
    return undefined
  }
}

const isFree = (port: number): Promise<boolean> =>
  listenOnce(port).then(
    () => true,
    () => false,
  )

const freePort = (): Promise<number> => listenOnce(0)

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port))
    })
  })
}
