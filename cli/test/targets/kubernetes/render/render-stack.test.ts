import { describe, expect, it } from 'vitest'
import { createStack } from '../../../../src/stack/create-stack.ts'
import { resolveSettings } from '../../../../src/stack/settings.ts'
import { withReplicas } from '../../../../src/stack/stack.ts'
import type { KubeObject } from '../../../../src/targets/kubernetes/api/resources.ts'
import { renderStack } from '../../../../src/targets/kubernetes/render/render-stack.ts'

function rendered(env: Readonly<Record<string, string>> = {}, kind = '', name = ''): KubeObject {
  const stack = createStack({ settings: resolveSettings({ env, folder: '/nowhere' }), without: ['grafana'] })
  const found = renderStack(withReplicas(stack, 'user-service', 3)).find(
    (one) => one.kind === kind && one.metadata.name === name,
  )
  if (found === undefined) throw new Error(`no ${kind} ${name}`)
  return found
}

interface Container {
  readonly image: string
  readonly env: readonly { readonly name: string; readonly value?: string }[]
  readonly resources: { readonly requests: Record<string, string>; readonly limits: Record<string, string> }
}

function containerOf(object: KubeObject, kind: 'containers' | 'initContainers' = 'containers'): Container {
  const { template } = object.spec as { readonly template: { readonly spec: Readonly<Record<string, Container[]>> } }
  const [container] = template.spec[kind] ?? []
  if (container === undefined) throw new Error('no container')
  return container
}

describe('a stack as objects', () => {
  it('is in the namespace of its name, and has the parts that it has', () => {
    const env = { MSCTL_NAME: 'shop' }
    const stack = createStack({ settings: resolveSettings({ env, folder: '/nowhere' }), without: ['grafana'] })
    const objects = renderStack(stack)
    expect(objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name)).toEqual(['shop'])
    const others = objects.filter(({ kind }) => kind !== 'Namespace')
    expect(new Set(others.map(({ metadata }) => metadata.namespace))).toEqual(new Set(['shop']))
    expect(others.filter(({ metadata }) => metadata.name.includes('grafana'))).toEqual([])
    expect(others.some(({ metadata }) => metadata.name === 'adminer')).toBe(true)
  })

  it('has the settings and the passwords of the stack, these only in the Secret', () => {
    const env = { MYSQL_DATABASE: 'shop', KAFKA_TOPIC: 'orders', MYSQL_PASSWORD: 'not-told' }
    expect(rendered(env, 'ConfigMap', 'settings').data).toMatchObject({ MYSQL_DATABASE: 'shop', KAFKA_TOPIC: 'orders' })
    const secret = rendered(env, 'Secret', 'passwords').data as Record<string, string>
    expect(Buffer.from(secret.MYSQL_PASSWORD ?? '', 'base64').toString()).toBe('not-told')
    const stack = createStack({ settings: resolveSettings({ env, folder: '/nowhere' }) })
    const rest = renderStack(stack).filter(({ kind }) => kind !== 'Secret')
    expect(JSON.stringify(rest)).not.toContain('not-told')
  })

  it('has the images, limits and replicas that are asked for', () => {
    const env = { MYSQL_IMAGE: 'mysql:9.4', KAFKA_MEMORY: '64m' }
    expect(containerOf(rendered(env, 'StatefulSet', 'mysql')).image).toBe('mysql:9.4')
    const { resources } = containerOf(rendered(env, 'StatefulSet', 'kafka'))
    expect(resources.limits.memory).toBe('64Mi')
    // what is requested must not be more than the limit
    expect(resources.requests.memory).toBe('64Mi')
    expect(rendered(env, 'Deployment', 'user-service').spec).toMatchObject({ replicas: 3 })
  })

  it('takes the image that is asked for also before the server starts, and its own where none is', () => {
    const firstOf = (env: Readonly<Record<string, string>>) =>
      containerOf(rendered(env, 'StatefulSet', 'mysql'), 'initContainers')
    expect(firstOf({ MYSQL_IMAGE: 'registry.internal/mysql:8.4' }).image).toBe('registry.internal/mysql:8.4')
    expect(firstOf({}).image).toBe('mysql:8.4')
    // the server's limit is not for what makes its folder
    expect(firstOf({ MYSQL_MEMORY: '2g' }).resources).toEqual(firstOf({}).resources)
  })

  it('asks no probe of ours of another program in the place of one of our services', () => {
    const foreign = containerOf(rendered({ USER_SERVICE_IMAGE: 'somebody/users:1' }, 'Deployment', 'user-service'))
    expect(foreign.image).toBe('somebody/users:1')
    expect(Object.keys(foreign).filter((field) => field.endsWith('Probe'))).toEqual([])
  })

  it('tells clients on this machine the address at which the forward listens', () => {
    const { env } = containerOf(rendered({ MSCTL_PORT_OFFSET: '100' }, 'StatefulSet', 'kafka'))
    const advertised = env.find(({ name }) => name === 'KAFKA_ADVERTISED_LISTENERS')?.value
    expect(advertised).toMatch(/^INTERNAL:.*,EXTERNAL:\/\/127\.0\.0\.1:9192$/)
  })
})
