import { join } from 'node:path'

/** Where setup keeps the classes of a server as its JVM had them in memory: a start from it takes a third less time. */
export function classDataArchive(cache: string, javaVersion: string, jarsVersion: string, name: string): string {
  const java = javaVersion.replaceAll(/[^\w.-]/g, '_')
  return join(cache, 'class-data', `java-${java}`, `${name}-${jarsVersion}.jsa`)
}
