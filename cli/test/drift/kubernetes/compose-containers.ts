import { composeVariables, withDefaults } from '../compose-variables.ts'
import { composeServices } from '../describe-compose.ts'
import { readProjectFile } from '../project-files.ts'
import { type ContainerFacts, type ContainersFacts, shortened } from './container-facts.ts'

/** How a Compose file runs each component where nothing is set. */
export function composeContainers(file: Parameters<typeof composeServices>[0]): ContainersFacts {
  return Object.fromEntries(composeServices(file).map(([name, service]) => [name, facts(service)]))
}

// biome-ignore lint/suspicious/noExplicitAny: a service as the Compose file has it
function facts(service: any): ContainerFacts {
  const environment = Object.entries<string>(service.environment ?? {}).map(([name, value]) => [name, filled(value)])
  const volumes: readonly (string | object)[] = service.volumes ?? []
  const { interval, timeout, retries } = service.healthcheck
  return {
    image: filled(service.image),
    entrypoint: shortened(service.entrypoint ?? []),
    command: service.command ?? [],
    environment: Object.fromEntries(environment),
    memory: Number(filled(service.mem_limit).replace(/m$/, '')),
    data: volumes.flatMap((volume) => (typeof volume === 'string' ? [volume.replace(/^[^:]*:/, '')] : [])).sort(),
    isReadOnly: service.read_only ?? false,
    stopsWithin: seconds(service.stop_grace_period),
    probe: { asks: asks(service), every: seconds(interval), timeout: seconds(timeout), retries },
  }
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function asks({ healthcheck, build, environment }: any): string {
  if (build !== undefined) {
    const [, path] = /^HEALTHCHECK .*path: '([^']+)'/m.exec(readProjectFile('templates/Dockerfile')) ?? []
    return `GET ${environment.PORT}${path}`
  }
  const [form, ...command] = (healthcheck.test as readonly string[]).map((word) => word.replaceAll('$$', '$').trim())
  const [, address] = /^wget .*http:\/\/127\.0\.0\.1:(\S+)$/.exec(command.join(' ')) ?? []
  if (address !== undefined) return `GET ${address}`
  return form === 'CMD-SHELL' ? `sh -c ${command}` : command.join(' ')
}

function filled(text: string): string {
  return composeVariables(text).length > 0 ? withDefaults(text) : text
}

function seconds(text: string): number {
  return Number(text.replace(/s$/, ''))
}
