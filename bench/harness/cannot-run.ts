/** The machine lacks what a benchmark needs, or the benchmark has no such target; the message says which. Nothing was measured. */
export class CannotRun extends Error {}
