import { composeVariable, composeVariables } from './compose-variables.ts'
import { type DescribedStack, inCatalogueOrder } from './described-stack.ts'
import { reset } from './project-files.ts'

// biome-ignore lint/suspicious/noExplicitAny: a Compose file as YAML has it
type ComposeFile = any

interface ComposeService {
  readonly image: string
  readonly build?: unknown
  readonly mem_limit: string
  readonly depends_on?: Readonly<Record<string, unknown>>
  readonly labels: Readonly<Record<string, string>>
  readonly healthcheck: Readonly<Record<string, unknown>>
  readonly ports: readonly string[]
  readonly volumes?: readonly (string | object)[]
}

export function composeServices(file: ComposeFile): readonly (readonly [string, ComposeService])[] {
  return Object.entries(file.services)
}

export function describeCompose(file: ComposeFile): DescribedStack {
  const services = composeServices(file)
  return {
    components: Object.fromEntries(
      services.map(([name, service]) => [
        name,
        {
          imageSetting: composeVariable(service.image).name,
          memorySetting: composeVariable(service.mem_limit).name,
          dependsOn: inCatalogueOrder(Object.keys(service.depends_on ?? {})),
          labels: service.labels,
          hasProbe: hasProbe(service),
        },
      ]),
    ),
    ports: Object.fromEntries(services.flatMap(([name, { ports }]) => ports.flatMap((port) => heldPort(name, port)))),
  }
}

/** The command of a service that is built here is in its Dockerfile. */
function hasProbe({ build, healthcheck }: ComposeService): boolean {
  const timings = ['start_period', 'start_interval', 'interval', 'timeout', 'retries']
  return (
    timings.every((timing) => healthcheck[timing] !== undefined) && (healthcheck.test !== undefined) !== Boolean(build)
  )
}

/** address:host:container; without a host's port any free one is taken, which nobody can count on. */
function heldPort(heldBy: string, text: string): readonly (readonly [string, { port: number; heldBy: string }])[] {
  const [, published] = composeVariables(text)
  return published ? [[published.name, { port: Number(published.default), heldBy }]] : []
}

/** As Compose merges a second file, as far as these files need it: values replace, maps are merged, `!reset` removes. */
export function mergeCompose(base: ComposeFile, override: ComposeFile): ComposeFile {
  const entries = Object.entries(override).map(([key, value]) => {
    const isMap = typeof value === 'object' && value !== null && !Array.isArray(value)
    return [key, isMap ? mergeCompose(base[key] ?? {}, value) : value]
  })
  const merged = { ...base, ...Object.fromEntries(entries) }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== reset))
}
