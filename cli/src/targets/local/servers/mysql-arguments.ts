import type { FoundTool } from '../tools/tool.ts'

export interface MysqlPlaces {
  readonly data: string
  readonly temporary: string
  readonly bind: string
  readonly port: number
  readonly initFile: string
}

/** No configuration file of the system is read; every commit is on disk before it is answered, in table files and binary log. */
export function mysqlArguments(mysql: FoundTool, places: MysqlPlaces): readonly string[] {
  const { baseDir, messagesDir, vendor } = mysql.parts
  return [
    '--no-defaults',
    ...(baseDir ? [`--basedir=${baseDir}`] : []),
    ...(messagesDir ? [`--lc-messages-dir=${messagesDir}`] : []),
    `--datadir=${places.data}`,
    `--tmpdir=${places.temporary}`,
    `--bind-address=${places.bind}`,
    `--port=${places.port}`,
    // Relative to the data folder: a full path may pass the 108 bytes that a socket's path may have.
    '--socket=mysql.sock',
    '--pid-file=mysqld.pid',
    `--init-file=${places.initFile}`,
    '--server-id=1',
    '--log-bin=binlog',
    '--binlog-format=ROW',
    '--sync-binlog=1',
    '--max-binlog-size=256M',
    '--binlog-expire-logs-seconds=86400',
    '--innodb-flush-log-at-trx-commit=1',
    // A small pool, and the system's own cache behind it, which is given back when others need it.
    '--innodb-buffer-pool-size=72M',
    '--innodb-flush-method=fsync',
    '--performance-schema=OFF',
    '--default-time-zone=+00:00',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_bin',
    '--skip-name-resolve',
    '--local-infile=OFF',
    '--max-connections=400',
    ...(vendor === 'MariaDB' ? mariadbOptions : mysqlOptions),
  ]
}

const mysqlOptions = ['--mysqlx=OFF', '--secure-file-priv=NULL']

/** Later lines remove a binary log only when a replica has read it, unless told otherwise; earlier ones do not know the option. */
const mariadbOptions = ['--innodb-log-file-size=64M', '--loose-slave-connections-needed-for-purge=0']
