import { chmodSync } from 'node:fs'
import { reachableHost } from '../../../stack/addresses.ts'
import { componentOf } from '../../../stack/stack.ts'
import type { Prepare } from '../local-context.ts'
import type { ProcessSpec } from '../process-spec.ts'
import { phpArguments } from '../tools/find-adminer.ts'
import { foundTool } from './found-tool.ts'
import { processEnvironment } from './process-environment.ts'
import { dataFolder, logFile } from './server-files.ts'

/** PHP's own server with Adminer's page for every path. Sessions stay in the stack's folder, for its owner alone. */
export const prepareAdminer: Prepare = async (context) => {
  const adminer = foundTool(context, 'adminer')
  const { bind } = context.stack
  const port = componentOf(context.stack, 'adminer')?.ports.http ?? 0
  const data = dataFolder(context, 'adminer')
  chmodSync(data, 0o700)
  const settings = { 'session.save_path': data, sys_temp_dir: data, upload_tmp_dir: data }
  const spec: ProcessSpec = {
    id: 'adminer',
    component: 'adminer',
    replica: 1,
    version: adminer.version,
    argv: [
      adminer.path,
      ...phpArguments(adminer.parts.extensions),
      ...Object.entries(settings).flatMap(([name, value]) => ['-d', `${name}=${value}`]),
      '-S',
      `${bind}:${port}`,
      adminer.parts.page ?? '',
    ],
    env: processEnvironment(adminer.env),
    cwd: data,
    ports: { http: port },
    logFile: logFile(context, 'adminer'),
    gates: [],
    started: { kind: 'tcp', host: reachableHost(context.stack), port },
    stopSignal: 'SIGTERM',
    stopGraceMs: 5_000,
  }
  return [spec]
}
