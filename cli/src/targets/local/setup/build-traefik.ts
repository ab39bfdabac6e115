import { cp, mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { MsctlError } from '../../../errors.ts'
import { type Folders, packageRoot } from '../../../lib/folders.ts'
import type { Run } from '../../../lib/run.ts'
import { cachedToolFolder } from '../tools/cached-tool.ts'
import { findPrograms } from '../tools/find-program.ts'
import { landFolder } from './land-folder.ts'
import { runCommand } from './run-command.ts'

/** What `go build -v` prints one line each of; measured with 3.6.12. */
const packagesToBuild = 1900
const program = 'github.com/traefik/traefik/v3/cmd/traefik'

/** Builds Traefik from its source with Go, by the module under templates/traefik. What an interrupted build made is used by the next one. */
export async function buildTraefik(folders: Folders, run: Run): Promise<void> {
  const [go] = await findPrograms(['go'])
  if (go === undefined) {
    throw new MsctlError('MSCTL_TOOL_MISSING', 'traefik is built with Go, and "go" was not found', {
      suggestions: ['https://go.dev/dl', 'https://github.com/traefik/traefik/releases has binaries: put one on PATH'],
    })
  }
  const template = join(packageRoot(), 'templates', 'traefik')
  const version = (await readFile(join(template, 'go.mod'), 'utf8')).match(/traefik\/v3 v(\S+)/)?.[1] ?? ''
  const downloads = join(folders.cache, 'downloads')
  const env = {
    CGO_ENABLED: '0',
    GOFLAGS: '-modcacherw -mod=readonly',
    GOMODCACHE: join(downloads, 'go-modules'),
    GOCACHE: join(downloads, 'go-build'),
  }
  await mkdir(downloads, { recursive: true, mode: 0o755 })
  await landFolder(cachedToolFolder(folders, 'traefik'), async (temporary) => {
    const module = join(temporary, 'module')
    await cp(template, module, { recursive: true })
    run.report('downloading modules')
    const flags = `-s -w -X github.com/traefik/traefik/v3/pkg/version.Version=${version}`
    const argv = ['build', '-v', '-trimpath', '-ldflags', flags, '-o', join(temporary, 'traefik'), program]
    await runCommand([go, ...argv], run, { cwd: module, env, onLine: reportBuild(run) })
    await rm(module, { recursive: true })
  })
  await rm(env.GOMODCACHE, { recursive: true, force: true })
  await rm(env.GOCACHE, { recursive: true, force: true })
}

function reportBuild(run: Run): (line: string) => void {
  let downloaded = 0
  let built = 0
  return (line) => {
    if (line.startsWith('go: downloading')) run.report(`downloading modules (${++downloaded})`)
    else if (/^[\w.-]+(\/[\w.~-]+)*$/.test(line)) {
      built++
      run.report(`building, ${Math.min(99, Math.round((100 * built) / packagesToBuild))} % of its packages`)
    }
  }
}
