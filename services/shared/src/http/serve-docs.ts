import { createReadStream, existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { documentForGateway, type OpenApiDocument } from './document-for-gateway.ts'

/** What the page needs; build.mjs puts these files beside the bundle. */
const assets: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
}

/** GET /docs (Swagger UI from our own files) and /openapi.json. All addresses are relative: the pages work behind any prefix. */
export function serveDocs(app: FastifyInstance, title: string): void {
  const folder = assetsFolder()
  const hidden = { schema: { hide: true } }

  app.get('/docs', hidden, async (request, reply) => {
    reply.type('text/html; charset=utf-8')
    return page(title, new URL(request.url, 'http://localhost').pathname.endsWith('/'))
  })

  app.get<{ Params: { file: string } }>('/docs/static/:file', hidden, async (request, reply) => {
    const type = Object.hasOwn(assets, request.params.file) ? assets[request.params.file] : undefined
    if (type === undefined) return reply.callNotFound()
    return reply
      .type(type)
      .header('cache-control', 'public, max-age=3600')
      .send(createReadStream(join(folder, request.params.file)))
  })

  app.get('/openapi.json', hidden, async (request) =>
    documentForGateway(app.swagger() as OpenApiDocument, request.headers['x-forwarded-prefix']),
  )
}

function page(title: string, hasSlash: boolean): string {
  const [files, spec] = hasSlash ? ['static', '../openapi.json'] : ['docs/static', 'openapi.json']
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${files}/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="${files}/swagger-ui-bundle.js"></script>
<script>SwaggerUIBundle({ url: '${spec}', dom_id: '#swagger-ui', deepLinking: true })</script>
</body>
</html>
`
}

function assetsFolder(): string {
  const built = join(import.meta.dirname, 'static')
  if (existsSync(built)) return built
  return join(dirname(createRequire(import.meta.url).resolve('@fastify/swagger-ui')), 'static')
}
