import { askHttp } from './ask-http.ts'
import type { Question } from './probe-context.ts'

export const probeGrafana: Question = async ({ stack, paths }, signal) => {
  const { grafanaUser, grafanaPassword } = stack.credentials
  const login = Buffer.from(`${grafanaUser}:${grafanaPassword}`).toString('base64')
  const url = `${await paths.url('grafana', 'http')}/api/datasources`
  const { status, body } = await askHttp(url, { signal, headers: { authorization: `Basic ${login}` } })
  if (status !== 200) throw new Error(`/api/datasources answered ${status}`)
  const sources = Array.isArray(body) ? (body as readonly { readonly type?: string }[]) : []
  if (!sources.some(({ type }) => type === 'prometheus')) throw new Error('its data source is not there yet')
  return 'data source prometheus'
}
