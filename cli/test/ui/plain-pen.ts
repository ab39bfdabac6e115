import type { Pen } from '../../src/ui/pen.ts'
import { symbolsFor } from '../../src/ui/symbols.ts'

/** Shows everything, colours nothing, writes nowhere. */
export const plainPen: Pen = {
  isTty: false,
  columns: Number.POSITIVE_INFINITY,
  symbols: symbolsFor(true),
  paint: (_, text) => text,
  page: (text) => text,
  line: () => {},
  data: () => {},
  bytes: () => {},
  redraw: () => {},
  flushed: async () => {},
  isClosed: () => false,
}
