import { join } from 'node:path'
import type { Folders } from '../../../lib/folders.ts'
import type { Run } from '../../../lib/run.ts'
import type { ToolName } from '../tools/tool.ts'
import { type PackageChoice, unpackPackages } from './apt-packages.ts'
import { buildTraefik } from './build-traefik.ts'
import { fetchJars } from './fetch-jars.ts'
import { landTool } from './land-tool.ts'
import type { SetupStep } from './setup-step.ts'

export interface FetchStep extends SetupStep {
  /** Programs that do it; without them the user must. */
  readonly needs: readonly string[]
}

/** How a missing tool comes; java and grafana are the user's to install. */
export const fetchSteps: readonly FetchStep[] = [
  {
    tool: 'mysql',
    what: 'MariaDB: packages of this system, unpacked into the cache, not installed',
    downloadMegabytes: 9,
    seconds: 3,
    needs: ['apt-get', 'dpkg'],
    act: packages('mysql', [
      { names: ['mariadb-server-core', 'mariadb-client-core'], atLeast: '10.11' },
      { names: ['mysql-server-core-8.4', 'mysql-client-core-8.4'] },
      { names: ['mysql-server-core-8.0', 'mysql-client-core-8.0'] },
    ]),
  },
  {
    tool: 'kafka',
    what: 'Kafka 3.9 and ZooKeeper: jars, by Maven',
    downloadMegabytes: 50,
    seconds: 8,
    needs: ['java', 'mvn'],
    act: (folders, run) => fetchJars('kafka', folders, run),
  },
  {
    tool: 'kafka-kraft',
    what: 'Kafka 4, for --kafka kraft: jars, by Maven',
    downloadMegabytes: 45,
    seconds: 5,
    needs: ['java', 'mvn'],
    act: (folders, run) => fetchJars('kafka-kraft', folders, run),
  },
  {
    tool: 'prometheus',
    what: 'Prometheus: packages of this system, unpacked into the cache, not installed',
    downloadMegabytes: 65,
    seconds: 5,
    needs: ['apt-get', 'dpkg'],
    act: packages('prometheus', [{ names: ['prometheus', 'libjs-jquery'], atLeast: '2.42' }]),
  },
  {
    tool: 'adminer',
    what: 'Adminer and PHP: packages of this system, unpacked into the cache, not installed',
    downloadMegabytes: 10,
    seconds: 3,
    needs: ['apt-get', 'dpkg'],
    act: packages('adminer', [{ names: ['adminer', 'php-cli', 'php-mysql'] }]),
  },
  {
    tool: 'traefik',
    what: 'Traefik: built from its source with Go (a traefik on PATH, v3.6 or later, would spare this)',
    downloadMegabytes: 250,
    seconds: 420,
    needs: ['go'],
    act: buildTraefik,
  },
]

function packages(tool: ToolName, choices: readonly PackageChoice[]): SetupStep['act'] {
  return (folders: Folders, run: Run) =>
    landTool(tool, folders, (temporary) => unpackPackages(choices, join(temporary, 'root'), folders, run))
}
