import { linesView } from './lines-view.ts'
import { liveView } from './live-view.ts'
import type { ProgressView } from './progress-view.ts'
import type { Terminal } from './terminal.ts'

/** Moving lines for a person who watches, one line a change elsewhere, nothing with --json and --quiet. */
export function openProgressView(terminal: Terminal): ProgressView {
  return terminal.isLive ? liveView(terminal) : linesView(terminal)
}
