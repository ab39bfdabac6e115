import { readdirSync } from 'node:fs'
import { afterEach, beforeEach, vi } from 'vitest'
import { fakeProbes } from './fake-probes.ts'
import { FakeTarget } from './fake-target.ts'
import { type CommandRun, runCommand } from './run-command.ts'
import { openTempFolder } from './temp-folder.ts'

export interface FakeWorld {
  readonly folder: string
  readonly target: FakeTarget
  readonly canaries: number
  readonly baselines: number
  msctl(command: Parameters<typeof runCommand>[0], ...argv: string[]): Promise<CommandRun>
  /** Files of locks that are held. */
  locks(): readonly string[]
}

/** Around every test of a file: commands find a FakeTarget on which everything works, and folders of their own. */
export function useFakeWorld(): FakeWorld {
  const world = { folder: '', target: new FakeTarget(), canaries: 0, baselines: 0 }
  let temp: ReturnType<typeof openTempFolder> | undefined

  // Not hoisted, which is fine: commands load their actions only when they run.
  vi.doMock('../src/actions/select-target.ts', () => ({
    selectTarget: async () => ({ target: world.target }),
    openTarget: async () => world.target,
  }))
  vi.doMock('../src/probes/probes.ts', () => ({ openProbes: async () => fakeProbes() }))
  vi.doMock('../src/probes/canary.ts', () => ({
    canary: async () => {
      world.canaries++
      return { eventId: '019c', userId: 1, durationMs: 84 }
    },
  }))
  vi.doMock('../src/checks/take-baseline.ts', () => ({
    takeBaselineIfNeeded: async () => {
      world.baselines++
    },
  }))

  beforeEach(() => {
    temp = openTempFolder()
    Object.assign(world, { folder: temp.path, target: new FakeTarget(), canaries: 0, baselines: 0 })
  })
  afterEach(() => temp?.[Symbol.dispose]())

  return Object.assign(world, {
    msctl: (command: Parameters<typeof runCommand>[0], ...argv: string[]) =>
      runCommand(command, argv, { folder: world.folder }),
    locks: () =>
      readdirSync(world.folder, { recursive: true })
        .map(String)
        .filter((name) => name.endsWith('.lock')),
  })
}
