import { expect, it } from 'vitest'
import { catalogue, componentNames } from '../../src/stack/components.ts'
import { differences } from './differences.ts'
import { readYaml } from './project-files.ts'

const prometheus = readYaml('prometheus.yml')
const compose = readYaml('templates/compose.yaml')

interface Job {
  readonly job_name: string
  readonly dns_sd_configs?: readonly {
    readonly names: readonly string[]
    readonly type: string
    readonly port: number
  }[]
  readonly static_configs?: readonly { readonly targets: readonly string[] }[]
}

/** job → who is scraped; of our services every replica that the name stands for. */
function scraped(): object {
  return Object.fromEntries(
    prometheus.scrape_configs.map(({ job_name, dns_sd_configs = [], static_configs = [] }: Job) => [
      job_name,
      [
        ...dns_sd_configs.flatMap(({ names, type, port }) => names.map((name) => `${type} ${name}:${port}`)),
        ...static_configs.flatMap(({ targets }) => targets),
      ],
    ]),
  )
}

it('scrapes every replica of the services by their names in the network, the gateway and itself', () => {
  const services = componentNames.filter((name) => catalogue[name].isService)
  const expected = {
    ...Object.fromEntries(services.map((name) => [name, [`A ${name}:${compose.services[name].environment.PORT}`]])),
    traefik: [`traefik:${catalogue.traefik.ports.dashboard}`],
    prometheus: [`localhost:${catalogue.prometheus.ports.http}`],
  }
  expect(differences('prometheus.yml', expected, scraped())).toEqual([])
})

it('scrapes every 5 s and sees a new replica at once', () => {
  expect(prometheus.global.scrape_interval).toBe('5s')
  for (const { dns_sd_configs = [] } of prometheus.scrape_configs) {
    for (const { refresh_interval } of dns_sd_configs) expect(refresh_interval).toBe('1s')
  }
})

it('reads its configuration and the rules where Compose puts them', () => {
  const targets = compose.services.prometheus.volumes.map((volume: { target?: string }) => volume.target)
  expect(targets).toContain('/etc/prometheus/prometheus.yml')
  expect(prometheus.rule_files).toEqual(['rules/*.yml'])
  expect(targets).toContain('/etc/prometheus/rules')
})
