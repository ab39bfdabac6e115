import { execa } from 'execa'
import { packageRoot } from '../../cli/src/lib/folders.ts'
import { catalogue, componentNames } from '../../cli/src/stack/components.ts'
import { portSettingName } from '../../cli/src/stack/settings.ts'
import type { Sandbox } from './sandbox.ts'

/** Grafana's image cannot be had everywhere. */
export const partsWithoutGrafana = componentNames.filter((name) => name !== 'grafana')

/** The whole stack but Grafana with docker compose alone, in the package's folder; returns when every container is healthy. */
export async function composeUp(sandbox: Sandbox): Promise<void> {
  const ports = componentNames.flatMap((name) =>
    Object.keys(catalogue[name].ports).map((port) => [portSettingName(name, port), String(sandbox.port(name, port))]),
  )
  await execa('docker', ['compose', '-p', sandbox.name, 'up', '--detach', '--wait', ...partsWithoutGrafana], {
    cwd: packageRoot(),
    env: Object.fromEntries(ports),
  })
}
