import { expect, it } from 'vitest'
import { catalogue } from '../../src/stack/components.ts'
import { gatewayRoutes } from '../../src/targets/gateway-routes.ts'
import { withDefaults } from './compose-variables.ts'
import { differences } from './differences.ts'
import { readYaml } from './project-files.ts'

const compose = readYaml('templates/compose.yaml')
const traefik = readYaml('templates/traefik/traefik.yml')
const { ports } = catalogue.traefik

it('has the routes that every target has, to all replicas of a service by its name', () => {
  const addresses = (name: keyof typeof catalogue) => [`${name}:${catalogue[name].ports.http}`]
  const expected = gatewayRoutes({ addresses, hasServiceEntryPoints: true })
  expect(differences('routes.yml', expected, readYaml('templates/traefik/dynamic/routes.yml'))).toEqual([])
})

it('has an entry point for each address, published under the number that it has inside', () => {
  const expected = {
    gateway: { address: `:${ports.gateway}` },
    traefik: { address: `:${ports.dashboard}` },
    'user-service': { address: `:${catalogue['user-service'].ports.http}` },
    'notification-service': { address: `:${catalogue['notification-service'].ports.http}` },
  }
  expect(differences('traefik.yml', expected, traefik.entryPoints)).toEqual([])
  const published = compose.services.traefik.ports.map((port: string) =>
    withDefaults(port).replace(/^.*?(:\d+):(\d+)$/, '$1 :$2'),
  )
  expect(published).toEqual(Object.values(expected).map(({ address }) => `${address} ${address}`))
})

it('takes its routes from the folder that Compose gives it, and nothing from Docker', () => {
  const { volumes } = compose.services.traefik
  expect(Object.keys(traefik.providers)).toEqual(['file', 'providersThrottleDuration'])
  expect(volumes.map(({ target }: { target: string }) => target)).toEqual([
    '/etc/traefik/traefik.yml',
    traefik.providers.file.directory,
  ])
})
