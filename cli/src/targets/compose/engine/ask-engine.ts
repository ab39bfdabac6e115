import { readFileSync } from 'node:fs'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { join } from 'node:path'
import type { EngineEndpoint } from './engine-endpoint.ts'

const timeoutMs = 3000

/** One GET of the Engine API, without the client that would take longer to load than to ask. Rejects with why it did not work. */
export async function askEngine(endpoint: EngineEndpoint, path: string, signal: AbortSignal): Promise<unknown> {
  const text = await new Promise<string>((resolve, reject) => {
    const request = endpoint.certificates ? requestHttps : requestHttp
    const sent = request({ ...connection(endpoint), path, signal, timeout: timeoutMs }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        body += chunk
      })
      response.on('error', reject)
      response.on('end', () => {
        if (response.statusCode === 200) resolve(body)
        else reject(new Error(`${path} answered ${response.statusCode}`))
      })
    })
    sent.on('timeout', () => sent.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)))
    sent.on('error', reject)
    sent.end()
  })
  return JSON.parse(text)
}

/** How node:http and dockerode alike reach an endpoint. Throws for an address that is none, or one of a kind that msctl does not speak. */
export function connection({ url, certificates }: EngineEndpoint) {
  const { protocol, hostname, port, pathname } = new URL(url)
  if (protocol === 'unix:') return { socketPath: pathname }
  if (protocol !== 'tcp:' && protocol !== 'http:' && protocol !== 'https:') {
    throw new Error(`${protocol}// is not supported; unix:// and tcp:// are`)
  }
  const read = (name: string) => readFileSync(join(certificates ?? '', name))
  return {
    host: hostname,
    port: Number(port) || (certificates ? 2376 : 2375),
    ...(certificates && { ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem') }),
  }
}
