import { cp, mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Folders, packageRoot } from '../../../lib/folders.ts'
import type { Run } from '../../../lib/run.ts'
import { downloadsFolder } from './downloads-folder.ts'
import { landTool } from './land-tool.ts'
import { runCommand } from './run-command.ts'

/** What `go build -v` prints one line each of; measured with 3.6.12. */
const packagesToBuild = 2500
const program = 'github.com/traefik/traefik/v3/cmd/traefik'

/** Builds Traefik from its source with Go, by the module under templates/traefik. What an interrupted build made is used by the next one. */
export async function buildTraefik(folders: Folders, run: Run): Promise<void> {
  const template = join(packageRoot(), 'templates', 'traefik')
  const version = (await readFile(join(template, 'go.mod'), 'utf8')).match(/traefik\/v3 v(\S+)/)?.[1] ?? ''
  const downloads = downloadsFolder(folders)
  const env = {
    CGO_ENABLED: '0',
    GOFLAGS: '-modcacherw -mod=readonly',
    GOMODCACHE: join(downloads, 'go-modules'),
    GOCACHE: join(downloads, 'go-build'),
  }
  await mkdir(downloads, { recursive: true, mode: 0o755 })
  await landTool('traefik', folders, async (temporary) => {
    const module = join(temporary, 'module')
    await cp(template, module, { recursive: true })
    run.report('downloading modules')
    const flags = `-s -w -X github.com/traefik/traefik/v3/pkg/version.Version=${version}`
    const argv = ['build', '-v', '-trimpath', '-ldflags', flags, '-o', join(temporary, 'traefik'), program]
    await runCommand(['go', ...argv], run, { cwd: module, env, onLine: reportBuild(run) })
    await rm(module, { recursive: true })
  })
}

function reportBuild(run: Run): (line: string) => void {
  let downloaded = 0
  let built = 0
  let reported = ''
  return (line) => {
    if (line.startsWith('go: downloading')) downloaded++
    else if (/^[\w.-]+(\/[\w.~-]+)*$/.test(line)) built++
    else return
    const percent = Math.min(99, Math.floor((100 * built) / packagesToBuild))
    const text = built === 0 ? `downloading modules (${downloaded})` : `building: ${percent} % of its packages`
    if (text !== reported) run.report(text)
    reported = text
  }
}
