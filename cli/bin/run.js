#!/usr/bin/env node
import { existsSync } from 'node:fs'
import * as nodeModule from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const built = (file) => join(root, 'dist', 'cli', file)

const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 22 || (major === 22 && minor < 13)) {
  refuse(
    `msctl needs Node 22.13 or later, this is ${process.versions.node}`,
    'in a clone: npx msctl, which finds its own',
  )
} else if (!existsSync(built('main.js'))) {
  refuse('msctl is not built yet', 'npm run build')
} else {
  const { foldersOf } = await import(pathToFileURL(built('lib/folders.js')).href)
  // The modules' compiled code goes where caches belong, and nothing is left in the temporary folder.
  nodeModule.enableCompileCache(join(foldersOf().cache, 'node-compile-cache'))
  const { main } = await import(pathToFileURL(built('main.js')).href)
  // Clients of servers keep sockets open for reuse: without this the process would wait for them to time out.
  process.exit(await main(process.argv.slice(2), root))
}

function refuse(what, fix) {
  process.stderr.write(`${what}\nTry      ${fix}\nexit 4\n`)
  process.exitCode = 4
}
