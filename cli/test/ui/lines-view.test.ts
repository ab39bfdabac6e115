import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ComponentProgress } from '../../src/actions/component-progress.ts'
import { linesView } from '../../src/ui/lines-view.ts'
import type { Terminal } from '../../src/ui/terminal.ts'
import { plainPen } from './plain-pen.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function openView() {
  const lines: string[] = []
  const terminal: Terminal = {
    out: plainPen,
    err: plainPen,
    isJson: false,
    isQuiet: false,
    isLive: false,
    result: () => {},
    progress: (text) => void lines.push(text),
  }
  return { view: linesView(terminal), lines }
}

const kafka = (change: Partial<ComponentProgress>): ComponentProgress => ({
  name: 'kafka',
  state: 'starting',
  detail: '',
  ...change,
})

it('writes a line when a state changes, and only then', () => {
  const { view, lines } = openView()
  view.components([kafka({ state: 'missing' })])
  view.components([kafka({})])
  view.components([kafka({ detail: 'waits for zookeeper' })])
  view.components([kafka({ detail: 'does not answer yet' })])
  view.components([kafka({ state: 'ready', detail: 'led', elapsedMs: 3100 })])
  view.components([kafka({ state: 'ready', detail: 'led', elapsedMs: 3100 })])
  expect(lines).toEqual(['kafka: starting; waits for zookeeper', 'kafka: ready after 3.1 s; led'])
})

it('gives a sign of life every 10 s for what is not ready', async () => {
  const { view, lines } = openView()
  view.components([kafka({ detail: 'no leader' }), { name: 'mysql', state: 'ready', detail: '' }])
  lines.length = 0
  vi.advanceTimersByTime(20_000)
  expect(lines).toEqual(['kafka: starting, 10 s; no leader', 'kafka: starting, 20 s; no leader'])
  await view[Symbol.asyncDispose]()
  vi.advanceTimersByTime(20_000)
  expect(lines).toHaveLength(2)
})
