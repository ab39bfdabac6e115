import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { mendedKafkajs } from './kafkajs/mended-kafkajs.mjs'

const services = ['user-service', 'notification-service']

/**
 * Bundles each service into dist/services/<name>/main.mjs, with the files of its documentation page in static/ beside it.
 * The folder is all that a service needs: plain Node runs it, with no node_modules near.
 */
export async function buildServices(root) {
  await Promise.all(services.map((name) => buildService(root, name)))
}

async function buildService(root, name) {
  const folder = join(root, 'dist/services', name)
  await build({
    absWorkingDir: root,
    entryPoints: [`services/${name}/src/main.ts`],
    outfile: join(folder, 'main.mjs'),
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    logLevel: 'warning',
    legalComments: 'eof',
    // CommonJS modules in the bundle call require for Node's own
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'\nconst require = __createRequire(import.meta.url)",
    },
    plugins: [mendedKafkajs],
  })
  mkdirSync(join(folder, 'static'), { recursive: true })
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js']) {
    cpSync(join(root, 'node_modules/@fastify/swagger-ui/static', file), join(folder, 'static', file))
  }
}
