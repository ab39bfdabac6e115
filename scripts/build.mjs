// Builds dist/: the CLI (one file a command, shared chunks) and the two services (one file each, plus static assets).
import { rmSync, writeFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Plugin } from '@oclif/core'
import { build } from 'esbuild'
import { buildServices } from '../services/build.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  logLevel: 'warning',
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
    ],
    outbase: 'cli/src',
    outdir: 'dist/cli',
    splitting: true,
    packages: 'external',
    chunkNames: 'chunks/[name]-[hash]',
    metafile: true,
  })
  const written = new Set(Object.keys(metafile.outputs))
  // Removed after the build, not before: an msctl that is called meanwhile finds the old one or the new one.
  for await (const file of glob('dist/cli/**/*.js', { cwd: root })) {
    if (!written.has(relative(root, join(root, file)))) rmSync(join(root, file))
  }
}

/** With it, help and completion know every command without loading any. */
async function writeManifest() {
  const plugin = new Plugin({ root, isRoot: true, ignoreManifest: true, errorOnManifestCreate: true })
  await plugin.load()
  writeFileSync(join(root, 'oclif.manifest.json'), JSON.stringify(plugin.manifest))
}
