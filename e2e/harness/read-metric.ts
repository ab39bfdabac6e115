import type { Sandbox } from './sandbox.ts'

/** The value of a metric without labels, from the service itself. */
export async function readMetric(sandbox: Sandbox, service: 'user-service' | 'notification-service', name: string) {
  const response = await fetch(`http://127.0.0.1:${sandbox.port(service, 'http')}/metrics`)
  const value = new RegExp(`^${name} (\\S+)$`, 'm').exec(await response.text())?.[1]
  if (value === undefined) throw new Error(`${service} has no ${name}`)
  return Number(value)
}
