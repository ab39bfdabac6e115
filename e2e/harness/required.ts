import { execa } from 'execa'
import { foldersOf } from '../../cli/src/lib/folders.ts'
import { findTools } from '../../cli/src/targets/local/tools/find-tools.ts'
import type { ToolName } from '../../cli/src/targets/local/tools/tool.ts'

const partOf: Readonly<Partial<Record<ToolName, string>>> = { traefik: 'traefik', prometheus: 'prometheus' }

/**
 * Why tests on `local` cannot run here; undefined when they can. With the part named in MSCTL_TEST_REQUIRE
 * it throws instead, so that a machine that must run them cannot pass by skipping.
 */
export async function whyNotLocal(): Promise<string | undefined> {
  const tools = await findTools(foldersOf(), ['java', 'mysql', 'kafka', 'kafka-kraft', 'traefik', 'prometheus'])
  const missing = [...tools.values()].flatMap((tool) => (tool.found ? [] : [tool]))
  if (missing.length === 0) return undefined
  const reason = missing.map((tool) => `${tool.name}: ${tool.reason}`).join(', ')
  const required = (process.env.MSCTL_TEST_REQUIRE ?? '').split(',')
  const insisted = missing.some((tool) => required.includes(partOf[tool.name] ?? 'local'))
  if (insisted) throw new Error(`required by MSCTL_TEST_REQUIRE, but ${reason}`)
  return reason
}

/** Why tests on a cluster cannot run here: none answers where the kubeconfig points to, or it lacks images; undefined when they can. Required as above. */
export async function whyNotKubernetes(): Promise<string | undefined> {
  const reason = await missingForKubernetes()
  if (reason && (process.env.MSCTL_TEST_REQUIRE ?? '').split(',').includes('kubernetes')) {
    throw new Error(`required by MSCTL_TEST_REQUIRE, but ${reason}`)
  }
  return reason
}

async function missingForKubernetes(): Promise<string | undefined> {
  const kubectl = (...args: readonly string[]) => execa('kubectl', ['--request-timeout=5s', ...args], { reject: false })
  if ((await kubectl('get', '--raw', '/readyz')).failed) return 'no cluster answers in the current context'
  // A node lists its fifty largest images only, which is all there are on one that is for tests.
  const template = '{range .items[*].status.images[*]}{.names}{"\\n"}{end}'
  const { stdout } = await kubectl('get', 'nodes', '-o', `jsonpath=${template}`)
  const missing = ['msctl/user-service', 'msctl/notification-service'].filter((name) => !stdout.includes(name))
  return missing.length === 0 ? undefined : `the node does not have the images ${missing.join(', ')}`
}

/** Why tests on `minikube` cannot run here; undefined when they can. Required as above. */
export async function whyNotMinikube(): Promise<string | undefined> {
  const reason = await missingForMinikube()
  if (reason && (process.env.MSCTL_TEST_REQUIRE ?? '').split(',').includes('minikube')) {
    throw new Error(`required by MSCTL_TEST_REQUIRE, but ${reason}`)
  }
  return reason
}

async function missingForMinikube(): Promise<string | undefined> {
  for (const [program, ...args] of [
    ['minikube', 'version'],
    ['kubectl', 'version', '--client'],
    ['docker', 'version'],
  ] as const) {
    if ((await execa(program, args, { reject: false })).failed) return `${program} cannot be used`
  }
  return undefined
}

/** Why tests on `compose` cannot run here, or which images they lack; undefined when they can. Required as above. */
export async function whyNotCompose(): Promise<string | undefined> {
  const reason = await missingForCompose()
  if (reason && (process.env.MSCTL_TEST_REQUIRE ?? '').split(',').includes('compose')) {
    throw new Error(`required by MSCTL_TEST_REQUIRE, but ${reason}`)
  }
  return reason
}

async function missingForCompose(): Promise<string | undefined> {
  const docker = (...args: readonly string[]) => execa('docker', args, { reject: false })
  const version = await docker('version', '--format', '{{.Server.Version}}')
  if (version.failed) return `no Docker engine answers: ${version.stderr}`
  const configs = [[], ['-f', 'templates/compose.kraft.yaml']].map((kraft) =>
    docker('compose', '--project-directory', '.', '-f', 'templates/compose.yaml', ...kraft, 'config', '--images'),
  )
  const images = (await Promise.all(configs)).flatMap(({ stdout }) => stdout.split('\n').filter(Boolean))
  // Ours are built by the tests; Grafana is left out of them.
  const needed = [...new Set(images)].filter((image) => !/^(msctl|grafana)\//.test(image)).concat('node:24-slim')
  const inspected = await Promise.all(
    needed.map(async (image) => ({ image, ...(await docker('image', 'inspect', image)) })),
  )
  const missing = inspected.filter(({ failed }) => failed).map(({ image }) => image)
  return missing.length === 0 ? undefined : `these images are not here: ${missing.join(', ')}`
}
