import type { ComponentProgress } from '../actions/component-progress.ts'
import { formatDuration } from '../lib/units.ts'
import type { ProgressView } from './progress-view.ts'
import type { Terminal } from './terminal.ts'

const heartbeatMs = 10_000

/** For pipes and CI: a line when a component changes state, and a sign of life every 10 s for those that are not ready. */
export function linesView(terminal: Terminal): ProgressView {
  const beganMs = Date.now()
  let latest: readonly ComponentProgress[] = []
  const shown = new Map<string, string>()
  const heartbeat = setInterval(() => {
    for (const { name, state, detail } of latest.filter(({ state }) => state !== 'ready' && state !== 'skipped')) {
      const words = [`${name}: ${state}, ${formatDuration(Date.now() - beganMs)}`, ...(detail ? [detail] : [])]
      terminal.progress(words.join('; '))
    }
  }, heartbeatMs)
  heartbeat.unref()
  return {
    note: (text) => terminal.progress(text),
    components(all) {
      latest = all
      for (const component of all) {
        if (shown.get(component.name) === component.state || isUnasked(component)) continue
        // That something does not exist yet is no news.
        if (component.state !== 'missing' || shown.has(component.name)) terminal.progress(changeLine(component))
        shown.set(component.name, component.state)
      }
    },
    async [Symbol.asyncDispose]() {
      clearInterval(heartbeat)
    },
  }
}

/** It runs, and was not asked yet whether it works. */
function isUnasked({ state, detail }: ComponentProgress): boolean {
  return state === 'starting' && detail === ''
}

function changeLine({ name, state, detail, elapsedMs }: ComponentProgress): string {
  const after = state === 'ready' && elapsedMs !== undefined ? ` after ${formatDuration(elapsedMs)}` : ''
  return `${name}: ${state}${after}${detail ? `; ${detail}` : ''}`
}
