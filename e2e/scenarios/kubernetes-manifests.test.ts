import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../../cli/src/lib/folders.ts'
import { whyNotKubernetes } from '../harness/required.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

const reason = await whyNotKubernetes()

/** An API server looks at objects in a namespace that exists; the one that the files name may be somebody's. */
describe.skipIf(reason)(`the plain manifests before an API server${reason ? ` (${reason})` : ''}`, () => {
  let sandbox: Sandbox

  beforeAll(async () => {
    sandbox = await openSandbox('kubernetes')
    await applied({ resources: ['k8s/namespace'], isDryRun: false })
  })

  afterAll(() => sandbox[Symbol.asyncDispose]())

  it.each([
    ['k8s', 'statefulset.apps/zookeeper'],
    ['k8s/overlays/kraft', 'statefulset.apps/kafka'],
    ['k8s/overlays/scaled', 'poddisruptionbudget.policy/kafka'],
  ])('%s is accepted, strictly and without a warning', async (folder, object) => {
    const { failed, stdout, stderr } = await applied({ resources: [folder] })
    expect([stderr, failed]).toEqual(['', false])
    const lines = stdout.split('\n')
    expect(lines).toContain(`${object} serverside-applied (server dry run)`)
    expect(lines.filter((line) => !line.endsWith(' serverside-applied (server dry run)'))).toEqual([])
  })

  it('would say so if a field were not known', async () => {
    const { failed, stderr } = await applied({
      resources: ['k8s/adminer'],
      patch: { path: '/spec/brandNew', value: 1 },
    })
    expect(failed).toBe(true)
    expect(stderr).toContain('.spec.brandNew: field not declared in schema')
  })

  it('would say so if a pod might do more than it needs', async () => {
    const path = '/spec/template/spec/hostNetwork'
    const { stderr } = await applied({ resources: ['k8s/adminer'], patch: { path, value: true } })
    expect(stderr).toContain('would violate PodSecurity "restricted:latest": host namespaces')
  })

  interface Application {
    readonly resources: readonly string[]
    /** Of every Deployment. */
    readonly patch?: { readonly path: string; readonly value: unknown }
    readonly isDryRun?: boolean
  }

  /** Folders of the project in the namespace of the sandbox, with kubectl alone. */
  async function applied({ resources, patch, isDryRun = true }: Application) {
    const folder = join(sandbox.folder, 'k8s')
    mkdirSync(folder, { recursive: true })
    const patches = patch && [{ target: { kind: 'Deployment' }, patch: JSON.stringify([{ op: 'add', ...patch }]) }]
    const kustomization = {
      namespace: sandbox.name,
      resources: resources.map((resource) => relative(folder, join(packageRoot(), resource))),
      ...(patches && { patches }),
    }
    writeFileSync(join(folder, 'kustomization.yaml'), JSON.stringify(kustomization))
    const flags = ['--server-side', '--validate=strict', ...(isDryRun ? ['--dry-run=server'] : [])]
    return execa('kubectl', ['apply', '-k', folder, ...flags], { reject: false })
  }
})
