import { join } from 'node:path'
import { execa } from 'execa'
import { endGroupOnAbort } from '../../lib/end-group-on-abort.ts'
import { packageRoot } from '../../lib/folders.ts'
import type { Run } from '../../lib/run.ts'
import type { ComposeContext } from './compose-context.ts'
import type { EngineEndpoint } from './engine/engine-endpoint.ts'
import { readProgress } from './read-progress.ts'
import { overrideFile, shownVariables, stackEnvironment } from './stack-environment.ts'

export interface ComposeOutcome {
  readonly isDone: boolean
  readonly stdout: string
  /** The last lines that it wrote about what it did, as people would see them. */
  readonly lastLines: readonly string[]
}

const linesKept = 20

/** `docker compose ARGS` on the files of this stack. Rejects only when aborted; then nothing of it goes on. */
export async function compose(
  { stack, engine, folder }: ComposeContext,
  args: readonly string[],
  run: Run,
): Promise<ComposeOutcome> {
  const root = packageRoot()
  const override = overrideFile(folder)
  const files = [
    join(root, 'templates/compose.yaml'),
    ...(stack.kafkaMode === 'kraft' ? [join(root, 'templates/compose.kraft.yaml')] : []),
    ...(override ? [override] : []),
  ]
  // A .env in the package's folder is none of this stack's.
  const where = ['--project-directory', root, '--env-file', '/dev/null', ...files.flatMap((file) => ['-f', file])]
  const { shown, secret } = stackEnvironment(stack, folder)
  const env = { ...shown, ...secret }
  run.showCommand([...shownVariables(stack, folder), 'docker compose -p', stack.name, ...where, ...args].join(' '))
  return start(engine.endpoint, ['-p', stack.name, ...where], args, env, run)
}

/** The same by the project's name alone: works whatever became of its files. */
export async function composeByName(
  name: string,
  endpoint: EngineEndpoint,
  args: readonly string[],
  run: Run,
): Promise<ComposeOutcome> {
  run.showCommand(['docker compose -p', name, ...args].join(' '))
  return start(endpoint, ['-p', name], args, {}, run)
}

async function start(
  endpoint: EngineEndpoint,
  where: readonly string[],
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { signal, report }: Run,
): Promise<ComposeOutcome> {
  signal.throwIfAborted()
  const lastLines: string[] = []
  const tell = readProgress(report)
  const child = execa('docker', ['compose', '--ansi', 'never', '--progress', 'json', ...where, ...args], {
    env: { ...withoutCompose(process.env), ...engineVariables(endpoint), ...env },
    extendEnv: false,
    // In a group of its own: Ctrl-C on the terminal is msctl's to pass on.
    detached: true,
    stdin: 'ignore',
    reject: false,
    maxBuffer: 50_000_000,
    cwd: packageRoot(),
  })
  using _ending = endGroupOnAbort(child, signal)
  for await (const line of child.iterable({ from: 'stderr' })) {
    const text = tell(line)
    if (text !== undefined) lastLines.push(text)
    if (lastLines.length > linesKept) lastLines.shift()
  }
  const { exitCode, stdout } = await child
  signal.throwIfAborted()
  return { isDone: exitCode === 0, stdout, lastLines }
}

/** COMPOSE_FILE, COMPOSE_PROFILES and the like are meant for other projects. */
function withoutCompose(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('COMPOSE_')))
}

/** The docker command asks the engine that was found, whatever context it would choose. */
export function engineVariables({ url, certificates }: EngineEndpoint): NodeJS.ProcessEnv {
  return {
    DOCKER_HOST: url,
    DOCKER_CONTEXT: '',
    ...(certificates && { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: certificates }),
  }
}
