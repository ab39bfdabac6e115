import { readdirSync, readFileSync } from 'node:fs'
import { catalogue, componentNames } from '../../cli/src/stack/components.ts'
import { namespaceLeftovers } from './cluster.ts'
import { projectLeftovers } from './docker.ts'
import { isFree, type Sandbox } from './sandbox.ts'

/**
 * Everything of a sandbox that is still there: processes that name its folder, ports, files of state or sockets; of one on compose
 * containers, volumes and networks too, of one on a cluster its namespace.
 */
export async function leftovers(sandbox: Sandbox): Promise<readonly string[]> {
  const ports = componentNames.flatMap((name) =>
    Object.keys(catalogue[name].ports).map((port) => sandbox.port(name, port)),
  )
  const taken = await Promise.all(ports.map(async (port) => ((await isFree(port)) ? [] : [`port ${port}`])))
  return [
    ...(sandbox.env.MSCTL_TARGET === 'compose' ? await projectLeftovers(sandbox.name) : []),
    ...(sandbox.env.MSCTL_TARGET === 'kubernetes' ? await namespaceLeftovers(sandbox.name) : []),
    ...processesNaming(sandbox.folder),
    ...taken.flat(),
    ...filesBelow(sandbox.folder),
  ]
}

function processesNaming(folder: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8')
        return command.includes(folder) || environment.includes(folder)
          ? [`process ${pid} ${command.slice(0, 120)}`]
          : []
      } catch {
        // It ended meanwhile.
        return []
      }
    })
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => `file ${entry.parentPath}/${entry.name}`)
}
