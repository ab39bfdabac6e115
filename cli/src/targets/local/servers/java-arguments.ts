import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FoundTool } from '../tools/tool.ts'

export interface JavaProgram {
  readonly java: FoundTool
  readonly jars: FoundTool
  /** zookeeper, kafka or kafka-kraft: whose class-data archive is used, where there is one. */
  readonly name: string
  readonly cache: string
  readonly heapMegabytes: number
  readonly temporaryFolder: string
  readonly mainClass: string
  readonly args: readonly string[]
}

/** The command line of a server on the JVM; its log goes to the standard output with the time in front. */
export async function javaArguments(program: JavaProgram): Promise<[string, ...string[]]> {
  const { java, jars, name, cache, heapMegabytes, temporaryFolder, mainClass, args } = program
  const archive = classDataArchive(cache, java.version, jars.version, name)
  return [
    java.path,
    `-Xms${heapMegabytes}m`,
    `-Xmx${heapMegabytes}m`,
    '-XX:+UseSerialGC',
    // As on the other targets: the second compiler takes more time than it saves before a stack goes down again.
    '-XX:TieredStopAtLevel=1',
    '-XX:+ExitOnOutOfMemoryError',
    '-XX:-UsePerfData',
    ...(existsSync(archive) ? [`-XX:SharedArchiveFile=${archive}`, '-Xlog:cds=off', '-Xlog:cds+dynamic=off'] : []),
    `-Djava.io.tmpdir=${temporaryFolder}`,
    '-Djava.awt.headless=true',
    ...logProperties,
    '-cp',
    await classPath(jars),
    mainClass,
    ...args,
  ]
}

/** Where setup keeps the classes of a server as its JVM had them in memory: a start from it takes a third less time. */
export function classDataArchive(cache: string, javaVersion: string, jarsVersion: string, name: string): string {
  const java = javaVersion.replaceAll(/[^\w.-]/g, '_')
  return join(cache, 'class-data', `java-${java}`, `${name}-${jarsVersion}.jsa`)
}

const logProperties = Object.entries({
  logFile: 'System.out',
  showDateTime: 'true',
  dateTimeFormat: "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
  showThreadName: 'false',
  showShortLogName: 'true',
  defaultLogLevel: 'info',
  'log.org.apache.kafka.clients': 'warn',
}).map(([name, value]) => `-Dorg.slf4j.simpleLogger.${name}=${value}`)

/** Every jar by name and in the same order each time: an archive only fits the class path that it was made with. */
async function classPath(jars: FoundTool): Promise<string> {
  const names = (await readdir(jars.path)).filter((name) => name.endsWith('.jar')).sort()
  return names.map((name) => join(jars.path, name)).join(':')
}
