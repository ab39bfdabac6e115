import { cpSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

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
    plugins: [withoutNegativeTimeout],
  })
  mkdirSync(join(folder, 'static'), { recursive: true })
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js']) {
    cpSync(join(root, 'node_modules/@fastify/swagger-ui/static', file), join(folder, 'static', file))
  }
}

/** kafkajs computes a time-out from -1 (tulios/kafkajs#1751): harmless, but Node 24 warns about it on stderr. */
const withoutNegativeTimeout = {
  name: 'without-negative-timeout',
  setup({ onLoad }) {
    onLoad({ filter: /kafkajs\/src\/network\/requestQueue\/index\.js$/ }, ({ path }) => {
      const [before, after] = ['this.throttledUntil - Date.now()', 'Math.max(0, this.throttledUntil - Date.now())']
      const contents = readFileSync(path, 'utf8')
      if (!contents.includes(before)) throw new Error(`${path} is not as expected`)
      return { contents: contents.replace(before, after) }
    })
  },
}
