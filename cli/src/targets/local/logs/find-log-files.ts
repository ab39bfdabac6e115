import { join } from 'node:path'
import { type ComponentName, componentNames } from '../../../stack/components.ts'
import { namesIn } from '../names-in.ts'

export interface LogFile {
  /** Of the process: "user-service-1". */
  readonly id: string
  readonly component: ComponentName
  readonly replica: number
  readonly path: string
}

const pattern = new RegExp(`^((${componentNames.join('|')})(?:-(\\d))?)\\.log$`)

/** The logs of these components (of all when there are none), by their names alone: they outlive every record. */
export function findLogFiles(stateFolder: string, components: readonly ComponentName[]): readonly LogFile[] {
  const folder = join(stateFolder, 'logs')
  return namesIn(folder).flatMap((name) => {
    const [, id, component, replica = '1'] = pattern.exec(name) ?? []
    if (id === undefined || (components.length > 0 && !components.some((one) => one === component))) return []
    return [{ id, component: component as ComponentName, replica: Number(replica), path: join(folder, name) }]
  })
}
