import { type Address, reachableHost } from './addresses.ts'
import type { Stack } from './stack.ts'

/** Lines for `eval`: the addresses as variables, and the names that the services themselves read. No passwords. */
export function shellExports(stack: Stack, addresses: readonly Address[]): string {
  const urls = addresses
    .filter(({ isPage }) => isPage)
    .map(({ name, address }) => [`${name.toUpperCase().replaceAll('-', '_')}_URL`, address] as const)
  const mysql = stack.components.find(({ name }) => name === 'mysql')
  const kafka = stack.components.find(({ name }) => name === 'kafka')
  const host = reachableHost(stack)
  const services: readonly (readonly [string, string])[] = [
    ...(mysql
      ? ([
          ['MYSQL_HOST', host],
          ['MYSQL_PORT', String(mysql.ports.mysql)],
        ] as const)
      : []),
    ['MYSQL_DATABASE', stack.database],
    ['MYSQL_USER', stack.credentials.mysqlUser],
    ...(kafka ? ([['KAFKA_BROKER_URL', `${host}:${kafka.ports.kafka}`]] as const) : []),
    ['KAFKA_TOPIC', stack.topic],
  ]
  return [...urls, ...services].map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`).join('\n')
}
