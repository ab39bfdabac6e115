import type { Folders } from '../../../lib/folders.ts'
import { findAdminer } from './find-adminer.ts'
import { findGrafana } from './find-grafana.ts'
import { findJava } from './find-java.ts'
import { findKafka, findKafkaKraft } from './find-kafka.ts'
import { findMysql } from './find-mysql.ts'
import { findPrometheus } from './find-prometheus.ts'
import { findTraefik } from './find-traefik.ts'
import { rememberingVersions } from './program-version.ts'
import { type ToolLookup, type ToolName, toolNames } from './tool.ts'
import type { ToolFinder } from './tool-finder.ts'

const finders: Readonly<Record<ToolName, ToolFinder>> = {
  java: findJava,
  mysql: findMysql,
  kafka: findKafka,
  'kafka-kraft': findKafkaKraft,
  traefik: findTraefik,
  prometheus: findPrometheus,
  grafana: findGrafana,
  adminer: findAdminer,
}

/** Looks on PATH first, then in the cache that `msctl setup` fills. Changes nothing but remembered versions; never throws for what is missing. */
export async function findTools(
  folders: Folders,
  names: readonly ToolName[] = toolNames,
  env: NodeJS.ProcessEnv = process.env,
): Promise<ReadonlyMap<ToolName, ToolLookup>> {
  const { ask, save } = rememberingVersions(folders)
  const search = { ask, env, folders }
  const lookups = await Promise.all(names.map((name) => finders[name](search)))
  save()
  return new Map(lookups.map((lookup) => [lookup.name, lookup]))
}
