import { execa } from 'execa'

export interface HealthTimes {
  /** Milliseconds since the epoch, as the engine recorded them. */
  readonly startedMs: number
  readonly healthyMs: number
}

interface Inspected {
  readonly Config: { readonly Labels: Readonly<Record<string, string>> }
  readonly State: {
    readonly StartedAt: string
    readonly Health: { readonly Log: readonly { readonly End: string; readonly ExitCode: number }[] }
  }
}

/** When each container of a project was started and first found healthy, by service. The engine keeps five answers: ask soon after. */
export async function healthTimes(project: string): Promise<ReadonlyMap<string, HealthTimes>> {
  const { stdout } = await execa('docker', ['ps', '-q', '--filter', `label=com.docker.compose.project=${project}`])
  const inspected = await execa('docker', ['inspect', ...stdout.split('\n')])
  const containers = JSON.parse(inspected.stdout) as readonly Inspected[]
  return new Map(
    containers.map(({ Config, State }) => {
      const service = Config.Labels['com.docker.compose.service'] ?? ''
      const healthy = State.Health.Log.find(({ ExitCode }) => ExitCode === 0)
      if (healthy === undefined) throw new Error(`${service} is not healthy`)
      return [service, { startedMs: Date.parse(State.StartedAt), healthyMs: Date.parse(healthy.End) }]
    }),
  )
}
