import { join } from 'node:path'
import { stringify } from 'yaml'
import { packageRoot } from '../../../lib/folders.ts'
import { writeWhole } from '../../../lib/write-whole.ts'
import { reachableHost } from '../../../stack/addresses.ts'
import { componentOf } from '../../../stack/stack.ts'
import type { LocalContext, Prepare } from '../local-context.ts'
import type { ProcessSpec } from '../process-spec.ts'
import { foundTool } from './found-tool.ts'
import { processEnvironment } from './process-environment.ts'
import { scrapeJobs, scrapeTargetsFolder, writeRoutes } from './routes.ts'
import { configFolder, dataFolder, logFile } from './server-files.ts'

/** Not the 5 s of other targets: docs/decisions/0004-prometheus-starts-first.md. */
export const scrapeInterval = '2s'

export const preparePrometheus: Prepare = async (context) => {
  const prometheus = foundTool(context, 'prometheus')
  const { bind } = context.stack
  const port = prometheusPort(context)
  const config = join(configFolder(context, 'prometheus'), 'prometheus.yml')
  const data = dataFolder(context, 'prometheus')
  writeWhole(config, stringify(prometheusConfig(context)))
  await writeRoutes(context)
  const { assets } = prometheus.parts
  const spec: ProcessSpec = {
    id: 'prometheus',
    component: 'prometheus',
    replica: 1,
    version: prometheus.version,
    argv: [
      prometheus.path,
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(data, 'tsdb')}`,
      '--storage.tsdb.retention.time=15d',
      '--storage.tsdb.retention.size=512MB',
      `--web.listen-address=${bind}:${port}`,
      ...(assets === undefined ? [] : [`--web.local-assets=${assets}`]),
    ],
    // It collects sooner: with Go's own 100 it holds twice what it needs.
    env: processEnvironment({ GOGC: '25', ...prometheus.env }),
    cwd: data,
    ports: { http: port },
    logFile: logFile(context, 'prometheus'),
    gates: [],
    started: { kind: 'http', url: `http://${reachableHost(context.stack)}:${port}/-/ready` },
    stopSignal: 'SIGTERM',
    stopGraceMs: 15_000,
  }
  return [spec]
}

export function prometheusPort({ stack }: LocalContext): number {
  const port = componentOf(stack, 'prometheus')?.ports.http
  if (port === undefined) throw new Error('the stack has no prometheus')
  return port
}

/** Jobs of parts that are not there yet have no targets: `up` may add them to the stack while Prometheus runs. */
function prometheusConfig(context: LocalContext): object {
  const self = `${reachableHost(context.stack)}:${prometheusPort(context)}`
  return {
    global: { scrape_interval: scrapeInterval, scrape_timeout: scrapeInterval },
    rule_files: [join(packageRoot(), 'templates', 'prometheus', 'rules', '*.yml')],
    scrape_configs: [
      ...scrapeJobs.map((name) => ({
        job_name: name,
        file_sd_configs: [{ files: [join(scrapeTargetsFolder(context), `${name}.json`)], refresh_interval: '5s' }],
      })),
      { job_name: 'prometheus', static_configs: [{ targets: [self] }] },
    ],
  }
}
