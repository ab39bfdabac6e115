/**
 * How far one container's log was read, so that another stream can go on exactly there. The engine can only be asked for lines
 * since a time, and lines of stdout and stderr may lie in the log a little out of order: so the position is a line of about a
 * second before the last one, and how many lines were had since.
 */
export interface LogPosition {
  /** What to ask the engine for, as its `since`: whole seconds, which every engine understands. Undefined at the beginning. */
  readonly since: string | undefined
  /** To be told of each line that was had, in the order of the log. */
  pass(stamp: string): void
  /** A question for a new stream, asked of each of its lines in turn: whether it was had already. */
  fromHere(): (stamp: string) => boolean
}

interface Mark {
  /** Later than all lines before it. */
  readonly stamp: string
  /** Lines of that time and later that were had, the first one of it included. */
  count: number
}

const marksApartMs = 1000

export function createLogPosition(): LogPosition {
  let older: Mark | undefined
  let newer: Mark | undefined
  let latest = ''
  return {
    get since() {
      return older && String(Math.floor(toMs(older.stamp) / 1000))
    },
    pass(stamp) {
      for (const mark of new Set([older, newer])) if (mark && stamp >= mark.stamp) mark.count++
      if (stamp <= latest) return
      latest = stamp
      if (newer && toMs(stamp) - toMs(newer.stamp) < marksApartMs) return
      older = newer
      newer = { stamp, count: 1 }
      older ??= newer
    },
    fromHere() {
      const mark = older
      let left = mark?.count ?? 0
      const end = latest
      return (stamp) => {
        if (mark === undefined || stamp > end) return false
        if (stamp < mark.stamp) return true
        left--
        return left >= 0
      }
    },
  }
}

function toMs(stamp: string): number {
  return Date.parse(`${stamp.slice(0, 23)}Z`)
}
