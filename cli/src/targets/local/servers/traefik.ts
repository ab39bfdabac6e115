import { join } from 'node:path'
import { stringify } from 'yaml'
import { writeWhole } from '../../../lib/write-whole.ts'
import { reachableHost } from '../../../stack/addresses.ts'
import { componentOf } from '../../../stack/stack.ts'
import type { LocalContext, Prepare } from '../local-context.ts'
import type { ProcessSpec } from '../process-spec.ts'
import { foundTool } from './found-tool.ts'
import { processEnvironment } from './process-environment.ts'
import { routesFolder, writeRoutes } from './routes.ts'
import { configFolder, dataFolder, logFile } from './server-files.ts'

export const prepareTraefik: Prepare = async (context) => {
  const traefik = foundTool(context, 'traefik')
  const { gateway, dashboard } = traefikPorts(context)
  const { bind } = context.stack
  const config = join(configFolder(context, 'traefik'), 'traefik.yml')
  writeWhole(
    config,
    stringify({
      global: { checkNewVersion: false, sendAnonymousUsage: false },
      entryPoints: {
        gateway: { address: `${bind}:${gateway}` },
        traefik: { address: `${bind}:${dashboard}` },
      },
      // The build of msctl setup has no pages: its dashboard would answer 500.
      api: { insecure: true, dashboard: traefik.origin !== 'cache' },
      ping: {},
      metrics: { prometheus: { addRoutersLabels: true, addServicesLabels: true, addEntryPointsLabels: true } },
      providers: { file: { directory: routesFolder(context), watch: true }, providersThrottleDuration: '200ms' },
      log: { level: 'INFO', noColor: true },
    }),
  )
  await writeRoutes(context)
  const spec: ProcessSpec = {
    id: 'traefik',
    component: 'traefik',
    replica: 1,
    version: traefik.version,
    argv: [traefik.path, `--configFile=${config}`],
    env: processEnvironment(traefik.env),
    cwd: dataFolder(context, 'traefik'),
    ports: { gateway, dashboard },
    logFile: logFile(context, 'traefik'),
    gates: [],
    started: { kind: 'http', url: `http://${reachableHost(context.stack)}:${dashboard}/ping` },
    stopSignal: 'SIGTERM',
    stopGraceMs: 10_000,
  }
  return [spec]
}

export function traefikPorts({ stack }: LocalContext): { readonly gateway: number; readonly dashboard: number } {
  const { gateway, dashboard } = componentOf(stack, 'traefik')?.ports ?? {}
  if (gateway === undefined || dashboard === undefined) throw new Error('the stack has no traefik')
  return { gateway, dashboard }
}
