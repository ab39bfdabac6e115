import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { packageRoot } from '../../../lib/folders.ts'
import type { Run } from '../../../lib/run.ts'
import type { ComponentName } from '../../../stack/components.ts'
import { minikube, type Outcome } from '../minikube-cli.ts'
import type { ImageSource } from './image-source.ts'
import type { OwnImage } from './own-images.ts'

interface Build {
  readonly context: string
  readonly dockerfile: string
  readonly args: Readonly<Record<string, string>>
}

/** For a machine without a Docker engine: `minikube image build` of the same files. The profile pulls the base image by itself. */
export function buildInProfile(wanted: readonly OwnImage[]): readonly ImageSource[] {
  return wanted.map(({ component, image }) => {
    const build = readBuild(component.name)
    const dockerfile = withArguments(readFileSync(join(build.context, build.dockerfile), 'utf8'), build.args)
    return {
      image,
      source: hashOf(build.context, dockerfile),
      putInto: (profile, run) => buildThere(profile, image, build.context, dockerfile, run),
    }
  })
}

/** As the Compose file says. */
export function readBuild(name: ComponentName): Build {
  const root = packageRoot()
  const { services } = parse(readFileSync(join(root, 'templates/compose.yaml'), 'utf8'), { merge: true })
  const { context, dockerfile, args } = services[name].build as Build
  return { context: join(root, context), dockerfile, args }
}

/** Which options a build takes depends on the profile's container runtime: defaults in the file do not. */
export function withArguments(dockerfile: string, args: Build['args']): string {
  return dockerfile.replace(/^ARG (\w+)$/gm, (line, name: string) =>
    args[name] === undefined ? line : `${line}=${args[name]}`,
  )
}

function hashOf(context: string, dockerfile: string): string {
  const hash = createHash('sha256').update(dockerfile)
  const names = readdirSync(context, { recursive: true }).map(String).toSorted()
  for (const name of names.filter((one) => statSync(join(context, one)).isFile())) {
    hash.update(name).update(readFileSync(join(context, name)))
  }
  return `files:${hash.digest('hex')}`
}

/** The Dockerfile must be within what is sent. */
async function buildThere(
  profile: string,
  image: string,
  context: string,
  dockerfile: string,
  run: Run,
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'msctl-build-'))
  try {
    cpSync(context, folder, { recursive: true })
    writeFileSync(join(folder, 'Dockerfile'), dockerfile)
    return await minikube(profile, ['image', 'build', '-t', image, folder], run)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
