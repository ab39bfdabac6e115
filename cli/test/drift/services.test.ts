import { describe, expect, it } from 'vitest'
import { readServiceEnv } from '../../../services/shared/src/service-env.ts'
import { catalogue, componentNames } from '../../src/stack/components.ts'
import { composeVariables } from './compose-variables.ts'
import { differences } from './differences.ts'
import { packageVersion, readProjectFile, readYaml } from './project-files.ts'

const compose = readYaml('templates/compose.yaml')
const dockerfile = readProjectFile('templates/Dockerfile')
const ours = componentNames.filter((name) => catalogue[name].isService)

/** Every variable that a service asks for. */
function namesRead(): readonly string[] {
  const names = new Set<string>()
  const env = new Proxy<NodeJS.ProcessEnv>(
    { MYSQL_PASSWORD: 'secret' },
    {
      get: (target, name: string) => {
        names.add(name)
        return target[name]
      },
    },
  )
  readServiceEnv(env, { port: 8000 })
  return [...names]
}

describe.each(ours)('%s', (name) => {
  const { environment, build } = compose.services[name]
  const port = String(catalogue[name].ports.http)

  it('is given what it reads, and nothing that it does not read', () => {
    // HOST: every address of the container, which is the service's own default.
    const expected = namesRead().filter((variable) => variable !== 'HOST')
    expect(Object.keys(environment).sort()).toEqual([...expected].sort())
  })

  it('is told where the others are, and listens where they expect it', () => {
    const { listeners, database } = others()
    const expected = {
      MYSQL_HOST: 'mysql',
      MYSQL_PORT: '3306',
      ...database,
      KAFKA_BROKER_URL: listeners.INTERNAL,
      PORT: port,
    }
    const { KAFKA_TOPIC, KAFKA_TOPIC_PARTITIONS, LOG_LEVEL, GROUP_COMMIT_WINDOW_MS, ...found } = environment
    expect(differences(`environment of ${name}`, expected, found)).toEqual([])
    expect(
      composeVariables(KAFKA_TOPIC + KAFKA_TOPIC_PARTITIONS + LOG_LEVEL + GROUP_COMMIT_WINDOW_MS).map(
        ({ name }) => name,
      ),
    ).toEqual(['KAFKA_TOPIC', 'KAFKA_TOPIC_PARTITIONS', 'LOG_LEVEL', 'GROUP_COMMIT_WINDOW_MS'])
  })

  it('is built from its bundle by the one Dockerfile, without a network', () => {
    expect(build).toEqual({
      context: `dist/services/${name}`,
      dockerfile: '../../../templates/Dockerfile',
      network: 'none',
      args: { SERVICE: name, VERSION: packageVersion, PORT: port },
    })
  })

  it('is asked by its image as often as the Compose file says', () => {
    const { start_period, start_interval, interval, timeout } = compose.services[name].healthcheck
    const flags = `--start-period=${start_period} --start-interval=${start_interval} --interval=${interval} --timeout=${timeout}`
    expect(dockerfile).toContain(`HEALTHCHECK ${flags} CMD ["node", `)
  })
})

/** What the services must agree on with MySQL and Kafka. */
function others(): { readonly listeners: Record<string, string>; readonly database: Record<string, string> } {
  const { KAFKA_ADVERTISED_LISTENERS } = compose.services.kafka.environment
  const listeners = (KAFKA_ADVERTISED_LISTENERS as string).split(',').map((listener) => listener.split('://'))
  const { MYSQL_ROOT_PASSWORD: _, ...database } = compose.services.mysql.environment
  return { listeners: Object.fromEntries(listeners), database }
}

it('runs as nobody in particular, on Node alone, and is asked for its readiness', () => {
  expect(dockerfile).not.toMatch(/^#\s*syntax=/im)
  expect(dockerfile.match(/^FROM .*$/gm)).toEqual(['FROM node:24-slim'])
  expect(dockerfile).not.toMatch(/^RUN /m)
  expect(dockerfile).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m)
  expect(dockerfile).toContain("path: '/readyz'")
  expect(readProjectFile('services/shared/src/http/serve-probes.ts')).toContain("'/readyz'")
})
