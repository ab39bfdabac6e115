import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { type Cluster, openCluster } from '../../../src/targets/kubernetes/api/open-cluster.ts'
import { openTempFolder } from '../../temp-folder.ts'

export type Handler = (request: IncomingMessage & { readonly body: string }, response: ServerResponse) => void

export interface SmallApiServer extends AsyncDisposable {
  readonly cluster: Cluster
  readonly kubeconfig: string
  /** "GET /version", in order. */
  readonly requests: readonly string[]
}

/** An API server of this process that answers as the test says, and a cluster that asks it. */
export async function openApiServer(handler: Handler): Promise<SmallApiServer> {
  const requests: string[] = []
  const server = createServer(async (request, response) => {
    requests.push(`${request.method} ${request.url}`)
    let body = ''
    for await (const chunk of request) body += chunk
    handler(Object.assign(request, { body }), response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const folder = openTempFolder()
  const kubeconfig = join(folder.path, 'kubeconfig')
  writeFileSync(kubeconfig, configOf(`http://127.0.0.1:${port}`))
  const cluster = await openCluster('small', { KUBECONFIG: kubeconfig })
  return {
    cluster,
    kubeconfig,
    requests,
    async [Symbol.asyncDispose]() {
      await cluster.close()
      server.closeAllConnections()
      server.close()
      folder[Symbol.dispose]()
    },
  }
}

function configOf(server: string): string {
  return JSON.stringify({
    'current-context': 'small',
    // Without TLS a cluster must say so.
    clusters: [{ name: 'one', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'somebody', user: { token: 'open sesame' } }],
    contexts: [{ name: 'small', context: { cluster: 'one', user: 'somebody' } }],
  })
}

export function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
