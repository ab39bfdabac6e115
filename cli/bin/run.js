#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

enableCompileCache?.()

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const built = join(root, 'dist', 'cli', 'main.js')

if (existsSync(built)) {
  const { main } = await import(pathToFileURL(built).href)
  // Clients of servers keep sockets open for reuse: without this the process would wait for them to time out.
  process.exit(await main(process.argv.slice(2), root))
}
process.stderr.write('msctl is not built yet\nTry      npm run build\nexit 4\n')
process.exitCode = 4
