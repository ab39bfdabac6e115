interface ProgressLine {
  readonly id?: string
  readonly parent_id?: string
  readonly text?: string
  readonly status?: string
  readonly details?: string
  readonly current?: number
  readonly total?: number
  readonly message?: string
  readonly error?: boolean | string
}

/**
 * Reads what `docker compose --progress json` writes, a line at a time: reports how far pulls and builds are, when that changed,
 * and gives back what is worth keeping in case it fails.
 */
export function readProgress(report: (text: string) => void): (line: string) => string | undefined {
  const layers = new Map<string, Map<string, { readonly current: number; readonly total: number }>>()
  let shown = ''
  const tell = (text: string): void => {
    if (text !== shown) report(text)
    shown = text
  }
  return (line) => {
    const event = parse(line)
    if (event === undefined) return line.trim() || undefined
    const { id = '', parent_id, text = '', status = '', details = '', current, total, message } = event
    if (parent_id !== undefined && total) {
      const known = layers.get(parent_id) ?? new Map()
      layers.set(parent_id, known.set(id, { current: current ?? 0, total }))
      tell(`pulling ${shortName(parent_id)}: ${percent(known.values())} %`)
      return undefined
    }
    if (/^(Pulling|Building|Pulled|Built)$/.test(text) && parent_id === undefined) {
      tell(`${text.toLowerCase()} ${shortName(id)}`)
    }
    return [message ?? id, text, status, details].filter(Boolean).join(' ').trim() || undefined
  }
}

function parse(line: string): ProgressLine | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

function shortName(id: string): string {
  return id.replace(/^Image /, '').trim()
}

/** In steps of ten: enough to see that it moves. */
function percent(parts: Iterable<{ readonly current: number; readonly total: number }>): number {
  let [current, total] = [0, 0]
  for (const part of parts) {
    current += part.current
    total += part.total
  }
  return Math.floor((10 * current) / Math.max(total, 1)) * 10
}
