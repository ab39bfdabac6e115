export interface Bell {
  ring(): void
  /** Resolves at the next ring; one before is not heard. */
  rung(): Promise<void>
}

export function createBell(): Bell {
  let { promise, resolve } = Promise.withResolvers<void>()
  return {
    ring() {
      resolve()
      ;({ promise, resolve } = Promise.withResolvers<void>())
    },
    rung: () => promise,
  }
}
