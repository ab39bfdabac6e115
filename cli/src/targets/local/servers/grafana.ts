import { join } from 'node:path'
import { stringify } from 'yaml'
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

/** The data source, by the uid that dashboards name. */
function writeProvisioning(context: LocalContext, folder: string): void {
  const url = `http://${reachableHost(context.stack)}:${prometheusPort(context)}`
  writeWhole(
    join(folder, 'datasources', 'prometheus.yml'),
    stringify({
      apiVersion: 1,
      datasources: [
        {
          name: 'Prometheus',
          uid: 'prometheus',
          type: 'prometheus',
          access: 'proxy',
          url,
          isDefault: true,
          editable: false,
          jsonData: { timeInterval: scrapeInterval },
        },
      ],
    }),
  )
}
