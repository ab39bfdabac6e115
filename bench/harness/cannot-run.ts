/** The machine lacks what a benchmark needs; the message says what. Nothing was measured. */
export class CannotRun extends Error {}
