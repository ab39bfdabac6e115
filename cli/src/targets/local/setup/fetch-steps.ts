import { join } from 'node:path'
import type { Folders } from '../../../lib/folders.ts'
import type { Run } from '../../../lib/run.ts'
import { cachedToolFolder } from '../tools/cached-tool.ts'
import type { ToolName } from '../tools/tool.ts'
import { unpackPackages } from './apt-packages.ts'
import { buildTraefik } from './build-traefik.ts'
import { fetchJars } from './fetch-jars.ts'
import type { FetchStep } from './fetch-step.ts'
import { landFolder } from './land-folder.ts'

const packages =
  (tool: ToolName, names: readonly string[]) =>
  (folders: Folders, run: Run): Promise<void> =>
    landFolder(cachedToolFolder(folders, tool), (temporary) =>
      unpackPackages(names, join(temporary, 'root'), folders, run),
    )

/** What setup can fetch on Debian and Ubuntu; java and grafana are not among it. */
export const packageSteps: readonly FetchStep[] = [
  {
    tool: 'mysql',
    what: 'MariaDB server and client: packages of this system, unpacked into the cache, not installed',
    downloadMegabytes: 9,
    seconds: 6,
    fetch: packages('mysql', ['mariadb-server-core', 'mariadb-client-core']),
  },
  {
    tool: 'prometheus',
    what: 'Prometheus: package of this system, unpacked into the cache, not installed',
    downloadMegabytes: 60,
    seconds: 15,
    fetch: packages('prometheus', ['prometheus']),
  },
  {
    tool: 'adminer',
    what: 'Adminer and PHP: packages of this system, unpacked into the cache, not installed',
    downloadMegabytes: 9,
    seconds: 8,
    fetch: packages('adminer', ['adminer', 'php-cli', 'php-mysql']),
  },
]

/** What setup can fetch wherever Maven and Go are. */
export const toolchainSteps: readonly FetchStep[] = [
  {
    tool: 'kafka',
    what: 'Kafka 3.9 and ZooKeeper: jars, by Maven',
    downloadMegabytes: 46,
    seconds: 10,
    fetch: (folders, run) => fetchJars('kafka', folders, run),
  },
  {
    tool: 'kafka-kraft',
    what: 'Kafka 4 (for --kafka kraft): jars, by Maven',
    downloadMegabytes: 44,
    seconds: 8,
    fetch: (folders, run) => fetchJars('kafka-kraft', folders, run),
  },
  {
    tool: 'traefik',
    what: 'Traefik: built from its source with Go, since no package of it is at hand',
    downloadMegabytes: 250,
    seconds: 600,
    fetch: buildTraefik,
  },
]
