import type { ComponentProgress } from '../actions/component-progress.ts'
import { formatSeconds } from '../lib/units.ts'
import { componentRow } from './component-row.ts'
import type { ProgressView } from './progress-view.ts'
import { renderTable } from './table.ts'
import type { Terminal } from './terminal.ts'

const redrawMs = 100

interface Line {
  readonly show: (title: string) => void
  readonly end: () => void
  readonly skip: (title: string) => void
}

/** For a person who watches: a line for each component that moves while it works; all is wiped at the end, for the result to take its place. */
export function liveView(terminal: Terminal): ProgressView {
  let latest: readonly ComponentProgress[] = []
  const beganMs = Date.now()
  let latestAtMs = beganMs
  let activity = 'starting'
  let drawing: Promise<void> | undefined
  const lines = new Map<string, Line>()

  const redraw = (): void => {
    const sinceMs = Date.now() - latestAtMs
    const now = latest.map((one) =>
      one.state === 'starting' ? { ...one, elapsedMs: (one.elapsedMs ?? 0) + sinceMs } : one,
    )
    const titles = renderTable(now.map(componentRow), { indent: '' }).split('\n')
    now.forEach(({ name, state }, index) => {
      const line = lines.get(name)
      const title = titles[index] ?? name
      if (state === 'skipped') line?.skip(title)
      else line?.show(title)
      if (state === 'ready') line?.end()
    })
    lines.get('')?.show(`${activity}, ${formatSeconds(Date.now() - beganMs)}`)
  }
  const timer = setInterval(redraw, redrawMs)
  timer.unref()

  return {
    note(text) {
      if (drawing) activity = text
      else terminal.progress(text)
    },
    components(all) {
      latest = all
      latestAtMs = Date.now()
      drawing ??= draw(
        terminal,
        all.map(({ name }) => name),
        lines,
      )
      redraw()
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      for (const line of lines.values()) line.end()
      await drawing
    },
  }
}

async function draw(terminal: Terminal, names: readonly string[], lines: Map<string, Line>): Promise<void> {
  const { Listr, ListrLogger, ProcessOutput, Spinner } = await import('listr2')
  const { symbols } = terminal.err
  const icon = { COMPLETED: terminal.err.paint('green', symbols.ok), SKIPPED_WITH_COLLAPSE: symbols.skip }
  const logger = new ListrLogger({
    useIcons: true,
    processOutput: new ProcessOutput(process.stderr, process.stderr, { leaveEmptyLine: false }),
  })
  const tasks = new Listr([], {
    concurrent: true,
    renderer: 'default',
    registerSignalListeners: false,
    rendererOptions: { clearOutput: true, formatOutput: 'truncate', logger, icon, spinner: new Spinner() },
  })
  for (const name of ['', ...names]) tasks.add({ title: name || ' ', task: (_, task) => untilEnded(name, task, lines) })
  await tasks.run()
}

interface Task {
  title: string
  skip(message: string): void
}

function untilEnded(name: string, task: Task, lines: Map<string, Line>): Promise<void> {
  return new Promise((end) => {
    lines.set(name, {
      show: (title) => {
        task.title = title
      },
      end,
      skip: (title) => {
        if (lines.delete(name)) task.skip(title)
        end()
      },
    })
  })
}
