import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { foldersOf, packageRoot } from '../../cli/src/lib/folders.ts'
import { findTools } from '../../cli/src/targets/local/tools/find-tools.ts'

export interface Promtool {
  /** "promtool, version 3.5.0" */
  readonly version: string
  /** Runs it in templates/prometheus; rejects with all that it printed when it is not content. */
  run(...args: readonly string[]): Promise<void>
}

type Command = readonly [string, ...(readonly string[])]

const folder = join(packageRoot(), 'templates', 'prometheus')

/** Every promtool of this machine: beside the Prometheus of the `local` target, on PATH, in a local image of Prometheus. Throws for none when it is required. */
export async function findPromtools(): Promise<readonly Promtool[]> {
  const commands = [...(await besidePrometheus()), ['promtool'] as const, ...(await inImages())]
  const found = (await Promise.all(commands.map(toPromtool))).filter((one) => one !== undefined)
  const distinct = [...new Map(found.map((promtool) => [promtool.version, promtool])).values()]
  if (distinct.length === 0 && (process.env.MSCTL_TEST_REQUIRE ?? '').split(',').includes('prometheus')) {
    throw new Error('prometheus is required by MSCTL_TEST_REQUIRE, but there is no promtool')
  }
  return distinct
}

async function toPromtool([program, ...before]: Command): Promise<Promtool | undefined> {
  const ask = (...args: readonly string[]) => execa(program, [...before, ...args], { cwd: folder, all: true })
  const answer = await ask('--version').catch(() => undefined)
  const version = answer?.all.match(/^promtool, version \S+/)?.[0]
  if (version === undefined) return undefined
  return {
    version,
    run: async (...args) => {
      await ask(...args)
    },
  }
}

async function besidePrometheus(): Promise<readonly Command[]> {
  const prometheus = (await findTools(foldersOf(), ['prometheus'])).get('prometheus')
  return prometheus?.found ? [[join(dirname(prometheus.path), 'promtool')]] : []
}

async function inImages(): Promise<readonly Command[]> {
  const listed = await execa('docker', ['image', 'ls', '--quiet', 'prom/prometheus'], { reject: false })
  const images = listed.failed ? [] : [...new Set(listed.stdout.split('\n').filter(Boolean))]
  const options = ['--rm', '--volume', `${folder}:/rules:ro`, '--workdir', '/rules', '--entrypoint', 'promtool']
  return images.map((image) => ['docker', 'run', ...options, image])
}
