import { MsctlError } from '../../errors.ts'
import type { Run } from '../../lib/run.ts'
import type { Component, Stack } from '../../stack/stack.ts'
import { compose } from './compose-cli.ts'
import type { ComposeContext } from './compose-context.ts'
import { ask } from './engine/open-engine.ts'

interface ComposeConfig {
  readonly services: Readonly<Record<string, { readonly image: string; readonly pull_policy?: string }>>
}

/** The image of each component that is not built here, by the component's name. */
export type Images = ReadonlyMap<string, string>

/**
 * Makes sure of these images of the stack's components: pulls what is absent. Returns why a component must be left out, by name: an
 * optional one whose image cannot be had. MSCTL_MACHINE_LACKS names any other image that cannot.
 */
export async function findImages(
  context: ComposeContext,
  images: Images,
  run: Run,
): Promise<Readonly<Record<string, string>>> {
  const absent = await absentOf(context.stack.components, images, context, run)
  if (absent.length === 0) return {}
  run.report(`pulling ${absent.map(({ name }) => images.get(name)).join(', ')}`)
  const pulled = await compose(context, ['pull', '--ignore-pull-failures', ...absent.map(({ name }) => name)], run)
  const still = await absentOf(absent, images, context, run)
  const required = still.filter(({ optional }) => !optional)
  if (required.length > 0) throw cannotPull(required, images, pulled.lastLines)
  return Object.fromEntries(still.map(({ name }) => [name, `its image ${images.get(name)} cannot be pulled`]))
}

/** Images that the engine does not have yet, of the stack's components. Changes nothing. */
export async function absentImages(context: ComposeContext, run: Run): Promise<readonly string[]> {
  const images = await readImages(context, run)
  const absent = await absentOf(context.stack.components, images, context, run)
  return absent.flatMap(({ name }) => images.get(name) ?? [])
}

/** As Compose reads them from the files and the stack's settings. MSCTL_MACHINE_LACKS where it cannot read the files. */
export async function readImages(context: ComposeContext, run: Run): Promise<Images> {
  const { isDone, stdout, lastLines } = await compose(context, ['config', '--format', 'json'], run)
  if (!isDone) throw badFiles(context.stack, lastLines)
  const { services } = JSON.parse(stdout) as ComposeConfig
  return new Map(
    Object.entries(services)
      .filter(([, { pull_policy }]) => pull_policy !== 'build')
      .map(([name, { image }]) => [name, image]),
  )
}

async function absentOf(
  components: readonly Component[],
  images: Images,
  { engine }: ComposeContext,
  { signal }: Run,
): Promise<readonly Component[]> {
  const found = await Promise.all(
    components.map(async (component) => {
      const image = images.get(component.name)
      if (image === undefined) return []
      const inspected = await ask(engine, signal, () => engine.docker.getImage(image).inspect())
      return inspected === undefined ? [component] : []
    }),
  )
  return found.flat()
}

function cannotPull(components: readonly Component[], images: Images, lastLines: readonly string[]): MsctlError {
  const named = components.map(({ name }) => `"${images.get(name)}" (${name})`)
  return new MsctlError('MSCTL_MACHINE_LACKS', `cannot get the image ${named.join(', ')}`, {
    suggestions: [
      `docker pull ${images.get(components[0]?.name ?? '')} shows why`,
      'another image: <COMPONENT>_IMAGE=repository:tag; msctl config shows what is set',
      'without Docker: msctl up --target local',
    ],
    details: {
      images: components.map(({ name }) => images.get(name)),
      evidence: [{ label: 'last', text: lastLines.slice(-6).join('\n') }],
      outcome: 'Nothing was started',
    },
  })
}

function badFiles({ name }: Stack, lastLines: readonly string[]): MsctlError {
  return new MsctlError('MSCTL_MACHINE_LACKS', `Compose does not take the files of stack "${name}"`, {
    suggestions: ['docker compose version: 2.21 or later is needed'],
    details: { evidence: [{ label: 'last', text: lastLines.join('\n') }] },
  })
}
