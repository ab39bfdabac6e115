import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { connection } from '../../../../src/targets/compose/engine/ask-engine.ts'
import { engineEndpoints } from '../../../../src/targets/compose/engine/engine-endpoint.ts'
import { openTempFolder } from '../../../temp-folder.ts'

/** A home with a Docker context, kept as the docker command keeps it. */
function writeContext(home: string, name: string, host: string, isCurrent = false): string {
  const folder = join(home, '.docker')
  const id = createHash('sha256').update(name).digest('hex')
  mkdirSync(join(folder, 'contexts', 'meta', id), { recursive: true })
  const meta = { Name: name, Metadata: {}, Endpoints: { docker: { Host: host, SkipTLSVerify: false } } }
  writeFileSync(join(folder, 'contexts', 'meta', id, 'meta.json'), JSON.stringify(meta))
  if (isCurrent) writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: {}, currentContext: name }))
  return join(folder, 'contexts', 'tls', id, 'docker')
}

describe('engineEndpoints', () => {
  it('are the known sockets, the system’s first, where nothing is set', () => {
    using home = openTempFolder()
    const urls = engineEndpoints({ HOME: home.path, XDG_RUNTIME_DIR: '/run/user/7' }).map(({ url }) => url)
    expect(urls).toEqual([
      'unix:///var/run/docker.sock',
      `unix://${home.path}/.docker/run/docker.sock`,
      `unix://${home.path}/.colima/default/docker.sock`,
      'unix:///run/user/7/docker.sock',
      'unix:///run/user/7/podman/podman.sock',
    ])
  })

  it('are only the one of the current context, and its certificates', () => {
    using home = openTempFolder()
    const certificates = writeContext(home.path, 'far', 'tcp://192.0.2.7:2376', true)
    expect(engineEndpoints({ HOME: home.path })).toEqual([{ url: 'tcp://192.0.2.7:2376', origin: 'context far' }])
    mkdirSync(certificates, { recursive: true })
    expect(engineEndpoints({ HOME: home.path })).toEqual([
      { url: 'tcp://192.0.2.7:2376', origin: 'context far', certificates },
    ])
  })

  it('follow DOCKER_CONTEXT before the current context, and DOCKER_HOST before both', () => {
    using home = openTempFolder()
    writeContext(home.path, 'current', 'unix:///current.sock', true)
    writeContext(home.path, 'other', 'unix:///other.sock')
    const env = { HOME: home.path, DOCKER_CONTEXT: 'other' }
    expect(engineEndpoints(env).map(({ url }) => url)).toEqual(['unix:///other.sock'])
    const withHost = { ...env, DOCKER_HOST: 'tcp://127.0.0.1:2375' }
    expect(engineEndpoints(withHost)).toEqual([{ url: 'tcp://127.0.0.1:2375', origin: 'DOCKER_HOST' }])
    expect(engineEndpoints({ ...env, DOCKER_CONTEXT: 'default' })[0]?.url).toBe('unix:///var/run/docker.sock')
  })

  it('honour DOCKER_CONFIG, and DOCKER_TLS_VERIFY with DOCKER_CERT_PATH', () => {
    using home = openTempFolder()
    writeContext(home.path, 'kept', 'unix:///kept.sock', true)
    const elsewhere = { HOME: '/nowhere', DOCKER_CONFIG: join(home.path, '.docker') }
    expect(engineEndpoints(elsewhere).map(({ url }) => url)).toEqual(['unix:///kept.sock'])
    const secure = { DOCKER_HOST: 'tcp://192.0.2.7:2376', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' }
    expect(engineEndpoints({ ...elsewhere, ...secure })[0]?.certificates).toBe('/certs')
  })
})

describe('connection', () => {
  it.each([
    ['unix:///var/run/docker.sock', { socketPath: '/var/run/docker.sock' }],
    ['tcp://192.0.2.7:1234', { host: '192.0.2.7', port: 1234 }],
    ['tcp://192.0.2.7', { host: '192.0.2.7', port: 2375 }],
  ])('reaches %s', (url, expected) => {
    expect(connection({ url, origin: 'DOCKER_HOST' })).toEqual(expected)
  })

  it('brings the certificates of an endpoint along', () => {
    using folder = openTempFolder()
    for (const name of ['ca', 'cert', 'key']) writeFileSync(join(folder.path, `${name}.pem`), name)
    const found = connection({ url: 'tcp://192.0.2.7', origin: 'DOCKER_HOST', certificates: folder.path })
    expect(found).toMatchObject({
      port: 2376,
      ca: Buffer.from('ca'),
      cert: Buffer.from('cert'),
      key: Buffer.from('key'),
    })
  })

  it.each([
    ['ssh://user@host', 'ssh:// is not supported; unix:// and tcp:// are'],
    ['', 'there is no such context'],
    ['somewhere', 'that is no address of an engine'],
  ])('refuses "%s"', (url, message) => {
    expect(() => connection({ url, origin: 'DOCKER_HOST' })).toThrow(message)
  })
})
