import stringWidth from 'string-width'

export interface TableOptions {
  /** Two blanks before each line unless told otherwise. */
  readonly indent?: string
  readonly header?: readonly string[]
  /** Columns (from 0) that are numbers: aligned to the right. */
  readonly right?: readonly number[]
}

/** Columns as wide as their longest cell, two blanks apart; no blanks at line ends. Colour in cells takes no width. */
export function renderTable(rows: readonly (readonly string[])[], options: TableOptions = {}): string {
  const all = options.header === undefined ? rows : [options.header, ...rows]
  const widths = all.reduce<number[]>((result, row) => {
    return row.map((cell, column) => Math.max(result[column] ?? 0, widthOf(cell))).concat(result.slice(row.length))
  }, [])
  return all
    .map((row) => {
      const cells = row.map((cell, column) => pad(cell, widths[column] ?? 0, options.right?.includes(column) ?? false))
      return `${options.indent ?? '  '}${cells.join('  ')}`.trimEnd()
    })
    .join('\n')
}

/** In cells of a terminal, of which a Chinese or Japanese character takes two. */
export function widthOf(text: string): number {
  return stringWidth(text)
}

function pad(text: string, width: number, isRight: boolean): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)))
  return isRight ? blanks + text : text + blanks
}
