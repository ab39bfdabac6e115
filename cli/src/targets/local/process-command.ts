import type { ProcessSpec } from './process-spec.ts'

/** The shell line that starting a process stands for: names of its variables, never their values. */
export function processCommand({ cwd, env, argv, logFile }: ProcessSpec): string {
  const variables = Object.keys(env).map((name) => `${name}="$${name}"`)
  const program = ['env', '-i', ...variables, ...argv.map(quote)].join(' ')
  return `(cd ${quote(cwd)} && exec ${program} >> ${quote(logFile)} 2>&1) &`
}

/** The word as a shell takes it unchanged. */
export function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
