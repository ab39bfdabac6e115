const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** What a server is given: nothing of the shell that it happens to be started from but the home folder and the time zone. */
export function processEnvironment(more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const kept = ['HOME', 'TZ'].flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { PATH: systemPath, ...Object.fromEntries(kept), LC_ALL: 'C.UTF-8', ...more }
}
