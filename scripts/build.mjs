// Builds dist/: the CLI (one file a command, shared chunks) and the two services (one file each, plus static assets).
import { rmSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  logLevel: 'warning',
}

rmSync(join(root, 'dist'), { recursive: true, force: true })

await build({
  ...common,
  entryPoints: [
    ...(await Array.fromAsync(glob('cli/src/commands/**/*.ts', { cwd: root }))),
    'cli/src/targets/local/supervisor/main.ts',
  ],
  outbase: 'cli/src',
  outdir: 'dist/cli',
  splitting: true,
  packages: 'external',
  chunkNames: 'chunks/[name]-[hash]',
})
