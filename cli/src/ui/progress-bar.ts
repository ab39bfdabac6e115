import { formatCount } from '../lib/units.ts'
import type { SeedProgress } from '../seed/seed-users.ts'
import type { Terminal } from './terminal.ts'

export interface ProgressBar extends Disposable {
  update(progress: SeedProgress): void
}

const width = 30
const lineEveryMs = 10_000

/** How far seeding is: a bar that moves for a person who watches, a line every 10 s for pipes and CI. Gone when disposed. */
export function openProgressBar(terminal: Terminal): ProgressBar {
  let lastLineAtMs = Date.now()
  return {
    update(progress) {
      if (terminal.isLive) {
        const text = [bar(progress), ...figures(progress)].join('  ')
        terminal.err.redraw(text.slice(0, Math.max(width, terminal.err.columns - 1)))
      } else if (Date.now() - lastLineAtMs >= lineEveryMs) {
        lastLineAtMs = Date.now()
        terminal.progress(figures(progress).join('  '))
      }
    },
    [Symbol.dispose]() {
      if (terminal.isLive) terminal.err.redraw('')
    },
  }
}

function bar({ done, total }: SeedProgress): string {
  const full = total === 0 ? width : Math.floor((width * done) / total)
  return `${'█'.repeat(full)}${'░'.repeat(width - full)}`
}

function figures({ done, total, durationMs, outcomes, latencyMs }: SeedProgress): readonly string[] {
  const perSecond = Math.round((1000 * done) / Math.max(durationMs, 1))
  return [
    `${formatCount(done)} of ${formatCount(total)}`,
    `${formatCount(perSecond)}/s`,
    `p50 ${Math.round(latencyMs.p50)} ms`,
    `p99 ${Math.round(latencyMs.p99)} ms`,
    `${formatCount(outcomes.refused + outcomes.unknown)} failed`,
  ]
}
