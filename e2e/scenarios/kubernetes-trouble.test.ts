import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { execa } from 'execa'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { applyObjects, boundClaim, kubectl, ourNamespace, removeVolume } from '../harness/cluster.ts'
import { expectExit } from '../harness/expect-exit.ts'
import { leftovers } from '../harness/leftovers.ts'
import { startMsctl } from '../harness/msctl.ts'
import { whyNotKubernetes } from '../harness/required.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

const reason = await whyNotKubernetes()

describe.skipIf(reason)(`trouble with up on a cluster${reason ? ` (${reason})` : ''}`, () => {
  let sandbox: Sandbox
  let context = ''

  beforeEach(async () => {
    sandbox = await openSandbox('kubernetes')
    context = await kubectl('default', 'config', 'current-context')
  })

  afterEach(async () => {
    await expectExit(0, sandbox, 'down', '--volumes')
    rmSync(kubeconfigOf(sandbox), { force: true })
    const left = await leftovers(sandbox)
    await sandbox[Symbol.asyncDispose]()
    expect(left).toEqual([])
  })

  it('names an image that the node cannot get, at once', async () => {
    const begin = Date.now()
    const up = await expectExit(6, withEnv(sandbox, { MYSQL_IMAGE: 'msctl-test/nothing:1' }), 'up', 'mysql')
    expect(Date.now() - begin).toBeLessThan(40_000)
    expect(up.stderr).toMatch(/✗ mysql failed: it could not be started/)
    expect(up.stderr).toMatch(/why +the node cannot get the image msctl-test\/nothing:1\n/)
    expect(up.stderr).toMatch(/state +(ErrImagePull|ImagePullBackOff): \S/)
    expect(up.stderr).toContain('Try      MYSQL_IMAGE=repository:tag msctl up')
    expect(up.stderr.match(/✗/g)).toHaveLength(1)
  })

  it('says that Kafka needs more memory than it may have', async () => {
    const up = await expectExit(6, withEnv(sandbox, { KAFKA_MEMORY: '64m' }), 'up', 'kafka')
    expect(up.stderr).toMatch(/✗ kafka failed .*: out of memory/)
    expect(up.stderr).toMatch(/why +it needs more memory than its limit of 64m\n/)
    expect(up.stderr).toContain('Try      msctl up without KAFKA_MEMORY=64m')
  })

  it('shows how a container ended that ends whenever it is started', async () => {
    const volume = `${sandbox.name}-unwritable`
    await applyObjects(sandbox.name, ourNamespace(sandbox.name), ...boundClaim('prometheus', volume))
    try {
      const up = await expectExit(6, sandbox, 'up', 'prometheus')
      expect(up.stderr).toMatch(/✗ prometheus failed .* after it was started: exit code \d/)
      expect(up.stderr).toMatch(/last +\S[\s\S]*permission denied/)
      expect(up.stderr).toMatch(/logs +msctl logs prometheus --previous/)
    } finally {
      await removeVolume(volume)
    }
  })

  it('says why no node takes a pod', async () => {
    const volume = `${sandbox.name}-elsewhere`
    const claim = boundClaim('prometheus', volume, { onlyOnNode: 'no-such-node' })
    await applyObjects(sandbox.name, ourNamespace(sandbox.name), ...claim)
    try {
      const up = await expectExit(6, sandbox, 'up', 'prometheus')
      expect(up.stderr).toContain('✗ prometheus failed: it could not be started')
      expect(up.stderr).toMatch(/why +no node takes it: 0\/\d+ nodes are available/)
      expect(up.stderr).toContain(`kubectl --context ${context} -n ${sandbox.name} describe pods`)
    } finally {
      await removeVolume(volume)
    }
  })

  it('says why the cluster refuses a pod', async () => {
    const metadata = { name: 'none', labels: { 'app.kubernetes.io/part-of': 'msctl' } }
    const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard: { pods: '0' } } }
    await applyObjects(sandbox.name, ourNamespace(sandbox.name), quota)
    const up = await expectExit(6, sandbox, 'up', 'mysql')
    expect(up.stderr).toMatch(/why +the cluster refuses its pod: .*exceeded quota/)
    expect(up.stderr).toContain('describe quota,limitrange')
  })

  it('says what the user may not do, before anything is started', async () => {
    await applyObjects(sandbox.name, ourNamespace(sandbox.name), {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'weak', labels: { 'app.kubernetes.io/part-of': 'msctl' } },
    })
    const token = await kubectl(sandbox.name, 'create', 'token', 'weak')
    const up = await expectExit(4, await withUser(sandbox, { token }), 'up')
    expect(up.stderr).toMatch(/✗ context "\S+" may not .*forbidden/)
    expect(up.stderr).toContain('auth can-i --list')
  })

  it('could not find out with credentials that are not accepted: exit 3', async () => {
    const expired = await withUser(sandbox, { token: 'expired' })
    for (const args of [['up'], ['status'], ['down']]) {
      const { stderr } = await expectExit(3, expired, ...args)
      expect(stderr).toMatch(/✗ the API server does not accept the credentials of context "\S+": expired/)
      expect(stderr).toContain('auth whoami')
      expect(stderr.match(/✗/g)).toHaveLength(1)
    }
  })

  it('could not find out where no API server answers: exit 3', async () => {
    const away = await withUser(sandbox, {}, 'https://127.0.0.1:1')
    for (const args of [['up'], ['status'], ['down']]) {
      const { stderr } = await expectExit(3, away, ...args)
      expect(stderr).toMatch(/✗ the API server of context "\S+" at https:\/\/127\.0\.0\.1:1 does not answer/)
      expect(stderr.match(/✗/g)).toHaveLength(1)
    }
  })

  it('knows no context of that name, and says which there are: exit 2', async () => {
    const { stderr } = await expectExit(2, sandbox, 'up', '--context', 'nowhere')
    expect(stderr).toContain(`✗ there is no context "nowhere"; known: ${context}`)
  })

  it('says what of a StatefulSet cannot be changed; made anew it goes on with its data', async () => {
    await expectExit(0, sandbox, 'up', 'zookeeper')
    const claim = () => kubectl(sandbox.name, 'get', 'pvc', 'data-zookeeper-0', '-o', 'jsonpath={.metadata.uid}')
    const made = await claim()
    await kubectl(sandbox.name, 'delete', 'statefulset', 'zookeeper')
    await applyObjects(sandbox.name, await otherZookeeper())
    const up = await expectExit(4, sandbox, 'up', 'zookeeper')
    expect(up.stderr).toContain(
      `✗ the StatefulSet "zookeeper" in "${sandbox.name}" was made otherwise, and Kubernetes does not let it be changed`,
    )
    expect(up.stderr).toMatch(/Try +msctl down --name \S+, then msctl up --name \S+: made anew, with the same data/)
    await expectExit(0, sandbox, 'down')
    await expectExit(0, sandbox, 'up', 'zookeeper')
    expect(await claim()).toBe(made)
  })

  it("moves into no namespace of somebody else's, and removes none", async () => {
    const foreign = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: sandbox.name } }
    await applyObjects('default', foreign)
    await kubectl(sandbox.name, 'create', 'deployment', 'web', '--image', 'msctl-test/nothing:1', '--replicas', '0')
    const up = await expectExit(4, sandbox, 'up')
    expect(up.stderr).toContain(`✗ the namespace "${sandbox.name}" of context "${context}" is not msctl's: it has`)
    expect(up.stderr).toContain('Nothing was started. exit 4')
    await expectExit(0, sandbox, 'down', '--volumes')
    expect(await kubectl(sandbox.name, 'get', 'deployments', '-o', 'name')).toBe('deployment.apps/web')
    await execa('kubectl', ['delete', 'namespace', sandbox.name])
  })

  it('refuses a service that is run elsewhere: exit 2', async () => {
    const { stderr } = await expectExit(2, sandbox, 'up', '--without', 'grafana,user-service')
    expect(stderr).toContain('✗ user-service cannot be left out on a cluster')
  })

  it('is interrupted at any moment of up, and down removes all', async () => {
    for (const momentMs of [200, 1000, 4000]) {
      const up = startMsctl(sandbox, 'up')
      await sleep(momentMs)
      up.child.kill('SIGINT')
      const { exitCode, stderr } = await up.finished
      expect(exitCode, stderr).toBe(130)
      await expectExit(0, sandbox, 'down', '--volumes')
      expect(await leftovers(sandbox), `after ${momentMs} ms`).toEqual([])
    }
  })
})

/** As another version might have made it: with larger volumes; its image cannot be had, so it is to be brought to what is wanted now. */
async function otherZookeeper(): Promise<object> {
  const { spec, ...rest } = JSON.parse(
    await kubectl('default', 'create', '--dry-run=client', '-f', 'k8s/zookeeper/statefulset.yaml', '-o', 'json'),
  )
  const [container] = spec.template.spec.containers
  container.image = 'msctl-test/nothing:1'
  for (const claim of spec.volumeClaimTemplates) claim.spec.resources.requests.storage = '2Gi'
  const { name, labels } = rest.metadata
  return { ...rest, metadata: { name, labels }, spec }
}

function withEnv(sandbox: Sandbox, env: Readonly<Record<string, string>>): Sandbox {
  return { ...sandbox, env: { ...sandbox.env, ...env } }
}

/** The same cluster with these credentials, or another address, in a kubeconfig of its own. */
async function withUser(sandbox: Sandbox, user: object, server?: string): Promise<Sandbox> {
  const raw = await kubectl('default', 'config', 'view', '--raw', '--minify', '--flatten', '-o', 'json')
  const config = JSON.parse(raw)
  const changed = {
    ...config,
    users: config.users.map(({ name }: { name: string }) => ({ name, user })),
    ...(server && {
      clusters: config.clusters.map(({ name, cluster }: { name: string; cluster: object }) => ({
        name,
        cluster: { ...cluster, server },
      })),
    }),
  }
  const file = kubeconfigOf(sandbox)
  writeFileSync(file, JSON.stringify(changed))
  return withEnv(sandbox, { KUBECONFIG: file })
}

function kubeconfigOf({ cwd }: Sandbox): string {
  return join(cwd, 'kubeconfig.json')
}
