import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { packageRoot } from '../../../lib/folders.ts'
import { reachableHost } from '../../../stack/addresses.ts'
import { componentOf } from '../../../stack/stack.ts'
import type { LocalContext, Prepare } from '../local-context.ts'
import type { ProcessSpec } from '../process-spec.ts'
import { foundTool } from './found-tool.ts'
import { processEnvironment } from './process-environment.ts'
import { prometheusPort, scrapeInterval } from './prometheus.ts'
import { configFolder, dataFolder, logFile, writeWhole } from './server-files.ts'

export const prepareGrafana: Prepare = async (context) => {
  const grafana = foundTool(context, 'grafana')
  const { bind, credentials } = context.stack
  const port = componentOf(context.stack, 'grafana')?.ports.http ?? 0
  const data = dataFolder(context, 'grafana')
  const provisioning = join(configFolder(context, 'grafana'), 'provisioning')
  writeProvisioning(context, provisioning)
  const spec: ProcessSpec = {
    id: 'grafana',
    component: 'grafana',
    replica: 1,
    version: grafana.version,
    argv: [grafana.path, 'server', '--homepath', grafana.parts.home ?? ''],
    env: processEnvironment({
      ...grafana.env,
      GF_SERVER_HTTP_ADDR: bind,
      GF_SERVER_HTTP_PORT: String(port),
      GF_PATHS_DATA: data,
      GF_PATHS_LOGS: join(data, 'log'),
      GF_PATHS_PLUGINS: join(data, 'plugins'),
      GF_PATHS_PROVISIONING: provisioning,
      GF_LOG_MODE: 'console',
      GF_SECURITY_ADMIN_USER: credentials.grafanaUser,
      GF_SECURITY_ADMIN_PASSWORD: credentials.grafanaPassword,
      GF_ANALYTICS_REPORTING_ENABLED: 'false',
      GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
      GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
      GF_PLUGINS_PREINSTALL_DISABLED: 'true',
    }),
    cwd: data,
    ports: { http: port },
    logFile: logFile(context, 'grafana'),
    gates: [],
    started: { kind: 'http', url: `http://${reachableHost(context.stack)}:${port}/api/health` },
    stopSignal: 'SIGTERM',
    stopGraceMs: 10_000,
  }
  return [spec]
}

interface Datasources {
  readonly datasources: readonly object[]
}

interface Providers {
  readonly providers: readonly { readonly options: object }[]
}

/** As grafana/provisioning has it, with the addresses, paths and times of this target. */
function writeProvisioning(context: LocalContext, folder: string): void {
  const url = `http://${reachableHost(context.stack)}:${prometheusPort(context)}`
  const sources = read<Datasources>('datasources', 'prometheus.yml')
  const jsonData = { timeInterval: scrapeInterval }
  const datasources = sources.datasources.map((source) => ({ ...source, url, jsonData }))
  writeWhole(join(folder, 'datasources', 'prometheus.yml'), stringify({ ...sources, datasources }))

  const path = join(packageRoot(), 'grafana', 'dashboards')
  const dashboards = read<Providers>('dashboards', 'dashboards.yml')
  const providers = dashboards.providers.map((provider) => ({ ...provider, options: { ...provider.options, path } }))
  writeWhole(join(folder, 'dashboards', 'dashboards.yml'), stringify({ ...dashboards, providers }))
}

function read<T>(...path: readonly string[]): T {
  return parse(readFileSync(join(packageRoot(), 'grafana', 'provisioning', ...path), 'utf8')) as T
}
