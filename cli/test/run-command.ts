import { join } from 'node:path'
import type { Command } from '@oclif/core'
import { Config } from '@oclif/core'
import { vi } from 'vitest'

export interface CommandRun {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
  readonly result: unknown
}

interface Runnable {
  new (argv: string[], config: Config): Command
  run(argv: string[], config: Config): Promise<unknown>
}

/** Runs a command from source as the program would, its state below `folder`; nothing of the machine's settings reaches it. */
export async function runCommand(
  command: Runnable,
  argv: readonly string[],
  { folder, cwd = folder, env = {} }: { folder: string; cwd?: string; env?: Readonly<Record<string, string>> },
): Promise<CommandRun> {
  const written = { stdout: '', stderr: '' }
  const keep = (stream: 'stdout' | 'stderr') => (chunk: unknown) => {
    written[stream] += String(chunk)
    return true
  }
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(keep('stdout')),
    vi.spyOn(process.stderr, 'write').mockImplementation(keep('stderr')),
    vi.spyOn(process, 'cwd').mockReturnValue(cwd),
  ]
  for (const name of Object.keys(process.env).filter((one) => /^MSCTL_|_PORT$/.test(one))) vi.stubEnv(name, undefined)
  const own = {
    XDG_STATE_HOME: folder,
    XDG_CACHE_HOME: folder,
    MSCTL_RUNTIME_DIR: join(folder, 'run'),
    LANG: 'C.UTF-8',
    LC_ALL: '',
  }
  for (const [name, value] of Object.entries({ ...own, ...env })) vi.stubEnv(name, value)
  const before = process.exitCode
  process.exitCode = undefined
  try {
    const result = await command.run([...argv], await bareConfig(folder))
    return { ...written, exitCode: Number(process.exitCode ?? 0), result }
  } finally {
    process.exitCode = before
    for (const spy of spies) spy.mockRestore()
    vi.unstubAllEnvs()
  }
}

/** A configuration that knows no command: nothing of dist/ is looked at. */
async function bareConfig(root: string): Promise<Config> {
  const pjson = { name: 'msctl', version: '0.0.0', type: 'module', oclif: { bin: 'msctl', topicSeparator: ' ' } }
  return Config.load({ root, pjson: pjson as never })
}
