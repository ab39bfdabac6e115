import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openTempFolder } from '../../temp-folder.ts'
import { kubernetesContainers } from './kubernetes-containers.ts'
import { type Manifest, readManifests } from './read-manifests.ts'

const logDirs = ({ env }: Manifest): string => env.find(({ name }: Manifest) => name === 'KAFKA_LOG_DIRS').value
const argument = ({ args }: Manifest, name: string): string =>
  args.find((word: string) => word.startsWith(`${name}=`)).slice(name.length + 1)

/** Where each server writes, and whether it stumbles over what else is there, as a file system's lost+found. */
const servers: Readonly<Record<string, { folder: (container: Manifest) => string; stumbles: boolean }>> = {
  mysql: { folder: () => '/var/lib/mysql', stumbles: true },
  kafka: { folder: logDirs, stumbles: true },
  // It makes a folder version-2 by itself, and looks nowhere else.
  zookeeper: { folder: () => '/var/lib/zookeeper/data/version-2', stumbles: true },
  // It reads folders that have the name of a block.
  prometheus: { folder: (container) => argument(container, '--storage.tsdb.path'), stumbles: false },
  // It opens files by their names.
  grafana: { folder: () => '/var/lib/grafana', stumbles: false },
}

describe.each(['k8s', 'k8s/overlays/kraft'])('the volumes of %s', (folder) => {
  const manifests = readManifests(folder)
  const claimed = Object.entries(kubernetesContainers(manifests)).filter(([, { data }]) => data.length > 0)

  it.each(claimed)('give %s a folder of its own where it needs one', (name, { data }) => {
    const [container] = manifests.find(({ kind, metadata }) => /Set|Deployment/.test(kind) && metadata.name === name)
      .spec.template.spec.containers
    const server = servers[name]
    if (server === undefined) throw new Error(`where does ${name} write?`)
    const written = server.folder(container)
    expect(
      data.some((path) => `${written}/`.startsWith(`${path}/`)),
      `${written} is kept`,
    ).toBe(true)
    if (!server.stumbles) return
    const firstFolders = container.volumeMounts.filter(({ subPath }: Manifest) => subPath === undefined)
    expect(firstFolders.map(({ mountPath }: Manifest) => mountPath)).not.toContain(written)
  })
})

describe('the start of Kafka with ZooKeeper', () => {
  const kafka = readManifests('k8s').find(({ kind, metadata }) => kind === 'StatefulSet' && metadata.name === 'kafka')
  const [container] = kafka.spec.template.spec.containers

  function startedWith(volume: string): string {
    const [program, ...args] = container.command.map((word: string) =>
      word
        .replaceAll('/var/lib/kafka/data', volume)
        // ZooKeeper says that no broker is there.
        .replace('/dev/tcp/zookeeper/2181', '/dev/null')
        .replace('/etc/confluent/docker/run', 'printenv KAFKA_LOG_DIRS'),
    )
    const env = { PATH: process.env.PATH, KAFKA_LOG_DIRS: logDirs(container).replace('/var/lib/kafka/data', volume) }
    const { stdout } = spawnSync(program, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
    return stdout.trim().replace(volume, '')
  }

  it.each([
    ['an empty volume', [], '/logs'],
    ['a fresh file system', ['lost+found/'], '/logs'],
    ['a volume of its own', ['lost+found/', 'logs/', 'logs/meta.properties'], '/logs'],
    ['a volume of an earlier version', ['meta.properties', 'user-events-0/'], ''],
  ])('with %s', (_, entries, logs) => {
    using folder = openTempFolder()
    for (const entry of entries) {
      if (entry.endsWith('/')) mkdirSync(join(folder.path, entry))
      else writeFileSync(join(folder.path, entry), '')
    }
    expect(startedWith(folder.path)).toBe(logs)
  })
})
