#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const built = (file) => join(root, 'dist', 'cli', file)

if (existsSync(built('main.js'))) {
  const { foldersOf } = await import(pathToFileURL(built('lib/folders.js')).href)
  // The modules' compiled code goes where caches belong, and nothing is left in the temporary folder.
  enableCompileCache(join(foldersOf().cache, 'node-compile-cache'))
  const { main } = await import(pathToFileURL(built('main.js')).href)
  // Clients of servers keep sockets open for reuse: without this the process would wait for them to time out.
  process.exit(await main(process.argv.slice(2), root))
}
process.stderr.write('msctl is not built yet\nTry      npm run build\nexit 4\n')
process.exitCode = 4
