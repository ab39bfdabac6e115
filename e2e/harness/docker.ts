import { execa } from 'execa'

/** Containers, volumes and networks of a Compose project that are still there. */
export async function projectLeftovers(project: string): Promise<readonly string[]> {
  const filter = ['--filter', `label=com.docker.compose.project=${project}`]
  const list = async (kind: string, ...args: readonly string[]) => {
    const { stdout } = await execa('docker', [...args, ...filter])
    return stdout.split('\n').flatMap((name) => (name === '' ? [] : [`${kind} ${name}`]))
  }
  return [
    ...(await list('container', 'ps', '--all', '--format', '{{.Names}}')),
    ...(await list('volume', 'volume', 'ls', '--format', '{{.Name}}')),
    ...(await list('network', 'network', 'ls', '--format', '{{.Name}}')),
  ]
}

/** The main process of a replica, on this machine: killed here, the engine takes it for a crash. */
export async function mainPid(project: string, component: string, replica = 1): Promise<number> {
  const { stdout } = await execa('docker', ['top', `${project}-${component}-${replica}`, '-eo', 'pid,ppid,args'])
  const rows = stdout
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
  const [init] = rows
  const child = rows.find(([, parent]) => parent === init?.[0])
  const pid = Number(child?.[0])
  if (!(pid > 1)) throw new Error(`no main process of ${component} in: ${stdout}`)
  return pid
}
