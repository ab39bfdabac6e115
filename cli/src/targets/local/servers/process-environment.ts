/** What any program needs of the caller's environment, and no more: servers must not change with the shell they were started from. */
export function processEnvironment(more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const kept = ['PATH', 'HOME', 'TZ'].flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(kept), LC_ALL: 'C.UTF-8', ...more }
}

/** Where clients on this machine reach what is bound to `bind`. */
export function reachableHost(bind: string): string {
  return bind === '0.0.0.0' ? '127.0.0.1' : bind
}
