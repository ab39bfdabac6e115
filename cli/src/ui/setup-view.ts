import type { SetupStep } from '../actions/setup.ts'
import { formatDuration } from '../lib/units.ts'
import type { Terminal } from './terminal.ts'

export interface SetupView extends AsyncDisposable {
  /** The step that is being done from now on. */
  onStep(step: SetupStep, index: number): void
  readonly report: (text: string) => void
}

const redrawMs = 200
const heartbeatMs = 15_000

/** One line that moves for a person who watches; elsewhere a line a step, and a sign of life every 15 s. */
export function openSetupView(terminal: Terminal, steps: readonly SetupStep[]): SetupView {
  let title = ''
  let activity = ''
  let beganMs = Date.now()
  const current = (): string =>
    `${title}: ${[activity, formatDuration(Date.now() - beganMs)].filter(Boolean).join(', ')}`
  const draw = (): void => {
    if (title === '') return
    if (terminal.isLive) process.stderr.write(`\r\x1b[K${current().slice(0, terminal.err.columns - 1)}`)
    else terminal.progress(current())
  }
  const timer = setInterval(draw, terminal.isLive ? redrawMs : heartbeatMs)
  timer.unref()
  return {
    onStep(step, index) {
      title = `${step.tool} (${index + 1} of ${steps.length})`
      activity = ''
      beganMs = Date.now()
      if (!terminal.isLive) terminal.progress(`${title}: ${step.what}`)
    },
    report: (text) => {
      activity = text
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      if (terminal.isLive) process.stderr.write('\r\x1b[K')
    },
  }
}
