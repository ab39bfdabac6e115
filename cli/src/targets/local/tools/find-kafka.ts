import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { cachedToolFolder } from './cached-tool.ts'
import type { ToolName } from './tool.ts'
import type { ToolFinder } from './tool-finder.ts'

/** Jars as Maven put them into the cache; the 3.9 line needs ZooKeeper's among them. */
export const findKafka: ToolFinder = ({ folders }) => findJars(cachedToolFolder(folders, 'kafka'), 'kafka', true)

export const findKafkaKraft: ToolFinder = ({ folders }) =>
  findJars(cachedToolFolder(folders, 'kafka-kraft'), 'kafka-kraft', false)

async function findJars(folder: string, name: ToolName, withZookeeper: boolean): ReturnType<ToolFinder> {
  const path = join(folder, 'jars')
  const files = await readdir(path).catch(() => [])
  const version = versionOf(files, /^kafka_2\.13-(\d[\d.]*)\.jar$/)
  const zookeeperVersion = versionOf(files, /^zookeeper-(\d[\d.]*)\.jar$/)
  if (version === undefined || (withZookeeper && zookeeperVersion === undefined)) {
    return { name, found: false, reason: 'not found', fix: `msctl setup ${name}` }
  }
  const parts = zookeeperVersion === undefined ? {} : { zookeeperVersion }
  return { name, found: true, version, origin: 'cache', path, parts, env: {} }
}

function versionOf(files: readonly string[], pattern: RegExp): string | undefined {
  return files.map((file) => file.match(pattern)?.[1]).find((version) => version !== undefined)
}
