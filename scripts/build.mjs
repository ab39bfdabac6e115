// Builds dist/: the CLI (one file a command, shared chunks) and the two services (one file each, plus static assets).
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { createRequire, isBuiltin } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Plugin } from '@oclif/core'
import { build } from 'esbuild'
import { buildServices } from '../services/build.mjs'
import { mendedKafkajs } from '../services/kafkajs/mended-kafkajs.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  logLevel: 'warning',
}

/** These come into the bundle, since reading their hundreds of files costs each command up to a quarter of a second; other packages stay outside. */
const clients = [
  'dockerode',
  'http-parser-js',
  'kafkajs',
  'mysql2/promise',
  '@kubernetes/client-node/dist/config.js',
  '@kubernetes/client-node/dist/web-socket-handler.js',
]
/** What is outside the bundle uses it, too. */
const outside = ['undici']
/** Extensions that ws does without. */
const optional = ['bufferutil', 'utf-8-validate']

/**
 * Two files of dockerode, which nothing here uses, would load gRPC (sessions of image builds) and an SSH client; one of the client of Kubernetes the
 * whole generated API, three quarters of a second.
 */
const bundledClients = {
  name: 'bundled-clients',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[^./]/ }, ({ path, importer }) => {
      const isOfOne = clients.includes(path) || importer.includes('/node_modules/')
      if (!isOfOne || isBuiltin(path) || [...outside, ...optional].includes(path)) return undefined
      return { path: createRequire(importer).resolve(path) }
    })
    onLoad({ filter: /\/client-node\/dist\/gen\/index\.js$/ }, () => ({
      contents: 'export const createConfiguration = undefined\nexport class ServerConfiguration {}',
    }))
    onLoad({ filter: /\/dockerode\/lib\/session\.js$|\/docker-modem\/lib\/ssh\.js$/ }, () => ({ contents: '' }))
  },
}

await Promise.all([buildCli(), buildServices(root)])
await writeManifest()

async function buildCli() {
  const { metafile } = await build({
    ...common,
    entryPoints: [
      'cli/src/main.ts',
      'cli/src/help.ts',
      'cli/src/lib/folders.ts',
      ...(await Array.fromAsync(glob('cli/src/{commands,hooks}/**/*.ts', { cwd: root }))),
      'cli/src/targets/local/supervisor/main.ts',
      'cli/src/targets/kubernetes/forwards/main.ts',
    ],
    outbase: 'cli/src',
    outdir: 'dist/cli',
    splitting: true,
    packages: 'external',
    plugins: [bundledClients, mendedKafkajs],
    // CommonJS modules in the bundle call require for Node's own
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'\nconst require = __createRequire(import.meta.url)",
    },
    chunkNames: 'chunks/[name]-[hash]',
    metafile: true,
  })
  refuseMissingPackages(metafile)
  const written = new Set(Object.keys(metafile.outputs))
  for await (const file of glob('dist/cli/**/*.js', { cwd: root })) {
    if (!written.has(file) && !isMaybeInUse(file)) rmSync(join(root, file))
  }
}

/** What the program takes from outside the bundle must be what comes with it where it is installed. */
function refuseMissingPackages({ outputs }) {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const outer = Object.values(outputs).flatMap(({ imports }) => imports.filter(({ external }) => external))
  const names = new Set(outer.map(({ path }) => path.match(/^(@[^/]+\/)?[^/]+/)[0]))
  const given = [...Object.keys(dependencies), ...optional]
  const missing = [...names].filter((name) => !isBuiltin(name) && !given.includes(name))
  if (missing.length > 0) throw new Error(`dist needs ${missing.join(', ')}, not among "dependencies" of package.json`)
}

/** An msctl that runs during a build goes on to load chunks of the build before: those stay for an hour. */
function isMaybeInUse(file) {
  return file.startsWith('dist/cli/chunks/') && Date.now() - statSync(join(root, file)).mtimeMs < 3_600_000
}

/** With it, help and completion know every command without loading any. */
async function writeManifest() {
  const plugin = new Plugin({ root, isRoot: true, ignoreManifest: true, errorOnManifestCreate: true })
  await plugin.load()
  writeFileSync(join(root, 'oclif.manifest.json'), JSON.stringify(plugin.manifest))
}
