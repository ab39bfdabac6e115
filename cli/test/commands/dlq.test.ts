import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Replay, ReplayOutcome } from '../../src/actions/replay.ts'
import type { ReplayOptions } from '../../src/actions/replay-dead-letters.ts'
import { judgeLetters } from '../../src/checks/judge-letters.ts'
import DlqList from '../../src/commands/dlq/list.ts'
import DlqReplay from '../../src/commands/dlq/replay.ts'
import DlqShow from '../../src/commands/dlq/show.ts'
import Up from '../../src/commands/up.ts'
import { dlqTopic, letterOf } from '../dead-letters.ts'
import { expectDocument } from '../expect-document.ts'
import { useFakeWorld } from '../fake-world.ts'

const world = useFakeWorld()
const letters = judgeLetters(
  [letterOf(3, { value: '{"a": "\\u001b"}', key: '8' }), letterOf(4, { value: Buffer.from([0, 255]), origin: [2, 9] })],
  new Set(),
  [],
)
let given: ReplayOptions | undefined
let outcomes: readonly ReplayOutcome[]

vi.doMock('../../src/actions/list-dead-letters.ts', () => ({
  listDeadLetters: async () => ({
    topic: dlqTopic,
    total: 12,
    letters: letters.map(({ message: _, ...letter }) => letter),
  }),
}))
vi.doMock('../../src/actions/show-dead-letter.ts', () => ({
  showDeadLetter: async (...[, , , id]: string[]) => letters.find((letter) => letter.id === id),
}))
vi.doMock('../../src/actions/replay-dead-letters.ts', () => ({
  replayDeadLetters: async (...args: unknown[]) => {
    given = args[3] as ReplayOptions
    await given.agree(outcomes.length)
    const replays = outcomes.map((outcome, index) => replayOf(index, outcome))
    return { topic: 'user_events', isDryRun: given.isDryRun, replays, durationMs: 12 }
  },
}))

function replayOf(index: number, outcome: ReplayOutcome): Replay {
  const place = { topic: 'user_events', partition: 0, offset: index }
  const headers = [{ name: 'x-replayed-from', value: `${dlqTopic}/0/${index}`, encoding: 'utf8' as const }]
  const reason = outcome === 'dead-lettered' ? 'still bad' : null
  return {
    id: `0-${index}`,
    eventId: 'e',
    key: null,
    ...place,
    bytes: 9,
    headers,
    hadEffect: false,
    outcome,
    reason,
    diedAgainAs: null,
  }
}

beforeEach(async () => {
  given = undefined
  outcomes = ['handled']
  await world.msctl(Up)
})

describe('dlq list', () => {
  it('has a line for each, and says how many more there are', async () => {
    const { stdout } = await world.msctl(DlqList)
    expect(stdout).toMatch(/0-3 +\S+Z +open +user_events\/1\/7 +no event +key 8 +\{"a": "\\u001b"\}\n/)
    expect(stdout).toMatch(/0-4 .* user_events\/2\/9 .* 2 bytes, no text\n/)
    expect(stdout).toContain('the last 2 of 12 dead letters on user_events.dlq, 2 open of these')
  })

  it('--json prints what is described', async () => {
    expect(expectDocument('dlqList', (await world.msctl(DlqList, '--json')).stdout).letters).toHaveLength(2)
  })
})

describe('dlq show', () => {
  it('shows JSON indented and bytes as a dump', async () => {
    expect((await world.msctl(DlqShow, '0-3')).stdout).toMatch(
      /key +8\n[\s\S]*Payload, 15 bytes of JSON\n\{\n {2}"a": "\\u001b"\n\}\n/,
    )
    expect((await world.msctl(DlqShow, '0-4')).stdout).toMatch(/no text\n00000000 {2}00 ff +\|\.\.\|\n/)
  })

  it('--raw prints the payload and nothing else', async () => {
    const { stdout, stderr } = await world.msctl(DlqShow, '0-3', '--raw')
    expect({ stdout, stderr }).toEqual({ stdout: '{"a": "\\u001b"}', stderr: '' })
  })

  it('--json prints what is described', async () => {
    const { payload } = expectDocument('dlqShow', (await world.msctl(DlqShow, '0-4', '--json')).stdout)
    expect(payload).toEqual({ text: null, base64: 'AP8=' })
  })
})

describe('dlq replay', () => {
  it.each([
    [['handled', 'no-effect'], 0],
    [['handled', 'waiting'], 5],
    [['waiting', 'dead-lettered', 'handled'], 7],
  ] as const)('with %j exits %i', async (all, exit) => {
    outcomes = all
    const { exitCode, stdout } = await world.msctl(DlqReplay, '0-1', '0-2')
    expect(exitCode).toBe(exit)
    expect(stdout).toMatch(/\d handled(, | in |\n)/)
    expect(given).toMatchObject({ choice: { ids: ['0-1', '0-2'] }, isDryRun: false, timeoutMs: 30_000 })
  })

  it('names of many those first that somebody has to look at', async () => {
    outcomes = Array.from({ length: 30 }, (_, index) => (index === 29 ? 'dead-lettered' : 'handled'))
    const { stdout } = await world.msctl(DlqReplay, '--all', '--yes')
    expect(stdout.split('\n')[0]).toMatch(/✗ 0-29 .*dead-lettered again as null: still bad/)
    expect(stdout).toMatch(/and 10 more\n\n29 handled, 1 dead-lettered again in 12 ms\n/)
  })

  it('--json prints what is described', async () => {
    const { replays } = expectDocument('dlqReplay', (await world.msctl(DlqReplay, '0-1', '--json')).stdout)
    expect(replays).toHaveLength(1)
  })

  it('--payload gives the bytes of a file', async () => {
    await world.msctl(DlqReplay, '0-1', '--payload', import.meta.filename)
    expect((await given?.repair?.(letterOf(1)))?.toString()).toContain('gives the bytes of a file')
  })

  it.each([
    [[], /name dead letters by their ids, or give --all/],
    [['0-1', '--all'], /by their ids, or give --all/],
    [['--all'], /no terminal to ask on, and 1 dead letter to replay/],
    [['0-1', '--reason', 'x'], /--all/],
    [['0-1', '0-2', '--payload', 'x'], /repairs one dead letter: name just one/],
    [['--all', '--payload', 'x'], /name just one/],
    [['--all', '--edit'], /--edit repairs one dead letter: name just one/],
    [['0-1', '--payload', '/nowhere/at/all'], /cannot read the payload: ENOENT/],
    [['0-1', '--payload', 'x', '--edit'], /--edit/],
    [['0-1', '--timeout', '0'], /must be longer than 0/],
  ])('%j is refused', async (argv, says) => {
    const { exitCode, stderr } = await world.msctl(DlqReplay, ...argv)
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(says)
  })
})
