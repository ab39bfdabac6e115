import { type Address, reachableHost } from './addresses.ts'
import type { Stack } from './stack.ts'

type Variable = readonly [name: string, value: string]

/**
 * Lines for `eval`: the addresses as variables, and the names that the services themselves read. No passwords. MYSQL_PORT is a setting of
 * `up` too, before the offset: its MSCTL_ twin keeps the next `up` in the same shell from moving twice.
 */
export function shellExports(stack: Stack, addresses: readonly Address[]): string {
  const urls = addresses
    .filter(({ isPage }) => isPage)
    .map(({ name, address }): Variable => [`${name.toUpperCase().replaceAll('-', '_')}_URL`, address])
  return [...urls, ...serviceVariables(stack)]
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`)
    .join('\n')
}

function serviceVariables(stack: Stack): readonly Variable[] {
  const { portOffset = 0 } = stack
  const portOf = (name: string): number | undefined => stack.components.find((one) => one.name === name)?.ports[name]
  const host = reachableHost(stack)
  const mysqlPort = portOf('mysql')
  const kafkaPort = portOf('kafka')
  const mysql: readonly Variable[] =
    mysqlPort === undefined
      ? []
      : [
          ['MYSQL_HOST', host],
          ['MYSQL_PORT', String(mysqlPort)],
          ...(portOffset === 0 ? [] : [['MSCTL_MYSQL_PORT', String(mysqlPort - portOffset)] as const]),
        ]
  return [
    ...mysql,
    ['MYSQL_DATABASE', stack.database],
    ['MYSQL_USER', stack.credentials.mysqlUser],
    ...(kafkaPort === undefined ? [] : [['KAFKA_BROKER_URL', `${host}:${kafkaPort}`] as const]),
    ['KAFKA_TOPIC', stack.topic],
  ]
}
