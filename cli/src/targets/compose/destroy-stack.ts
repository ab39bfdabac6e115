import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { MsctlError } from '../../errors.ts'
import type { Run } from '../../lib/run.ts'
import { removeState } from '../local/remove-state.ts'
import type { DestroyResult } from '../target.ts'
import { composeByName } from './compose-cli.ts'
import { ask, type Engine } from './engine/open-engine.ts'
import { ourLabel, projectLabel } from './labels.ts'

interface Remains {
  readonly containers: readonly { readonly id: string; readonly name: string; readonly isOurs: boolean }[]
  readonly networks: readonly { readonly id: string; readonly name: string }[]
  readonly volumes: readonly string[]
}

/** Removes the project's containers and networks, with `volumes` its volumes and the stack's state folder too; then looks again. */
export async function destroyStack(
  engine: Engine,
  name: string,
  folder: string,
  volumes: boolean,
  run: Run,
): Promise<DestroyResult> {
  const before = await findRemains(engine, name, run)
  const foreign = before.containers.filter(({ isOurs }) => !isOurs)
  const hasOwn = before.containers.length > foreign.length || before.volumes.length + before.networks.length > 0
  if (hasOwn && foreign.length > 0) throw notOurs(name, foreign)
  const hasState = existsSync(folder)
  if (hasOwn) {
    await composeByName(name, engine.endpoint, ['down', ...(volumes ? ['--volumes'] : []), '--remove-orphans'], run)
    await removeRest(engine, await findRemains(engine, name, run), volumes, run)
  }
  const after = hasOwn ? await findRemains(engine, name, run) : { containers: [], networks: [], volumes: [] }
  const state = volumes && (hasOwn || hasState) ? removeState(dirname(folder)) : { removed: [], leftBehind: [] }
  return {
    stopped: before.containers.length - foreign.length,
    removed: volumes ? [...before.volumes.map((what) => ({ what: `volume ${what}` })), ...state.removed] : [],
    leftBehind: [
      ...after.containers.map(({ name }) => `container ${name}`),
      ...after.networks.map(({ name }) => `network ${name}`),
      ...(volumes ? after.volumes.map((volume) => `volume ${volume}`) : []),
      ...state.leftBehind,
    ],
  }
}

async function findRemains(engine: Engine, name: string, { signal }: Run): Promise<Remains> {
  const { docker } = engine
  const project = { label: [`${projectLabel}=${name}`] }
  const own = { label: [...project.label, ourLabel] }
  const [containers, networks, volumes] = await Promise.all([
    ask(engine, signal, (options) => docker.listContainers({ all: true, filters: project, ...options })),
    ask(engine, signal, (options) => docker.listNetworks({ filters: own, ...options })),
    ask(engine, signal, (options) => docker.listVolumes({ filters: own, ...options })),
  ])
  const [label = '', value] = ourLabel.split('=')
  return {
    containers: (containers ?? []).map(({ Id, Names, Labels }) => ({
      id: Id,
      name: Names[0]?.slice(1) ?? Id,
      isOurs: Labels[label] === value,
    })),
    networks: (networks ?? []).map(({ Id, Name }) => ({ id: Id, name: Name })),
    volumes: (volumes?.Volumes ?? []).map(({ Name }) => Name),
  }
}

/** What Compose did not see: a container that came while it was at work, volumes without containers. */
async function removeRest(engine: Engine, rest: Remains, volumes: boolean, { signal }: Run): Promise<void> {
  const { docker } = engine
  for (const { id, isOurs } of rest.containers) {
    if (isOurs)
      await ask(engine, signal, () => docker.getContainer(id).remove({ force: true, v: volumes })).catch(() => {})
  }
  for (const { id } of rest.networks) await ask(engine, signal, () => docker.getNetwork(id).remove()).catch(() => {})
  if (!volumes) return
  for (const name of rest.volumes) await ask(engine, signal, () => docker.getVolume(name).remove()).catch(() => {})
}

function notOurs(name: string, foreign: Remains['containers']): MsctlError {
  const names = foreign.map((one) => one.name).join(', ')
  return new MsctlError(
    'MSCTL_CONFIGURATION',
    `the Compose project "${name}" has containers that are not msctl's: ${names}`,
    {
      suggestions: [`docker rm -f ${foreign.map((one) => one.name).join(' ')}, then the same command again`],
      details: { containers: foreign.map((one) => one.name), outcome: 'Nothing was removed' },
    },
  )
}
