/** A connection that is opened at the first use, kept while it works and opened anew after it failed. */
export interface KeptConnection<T> extends AsyncDisposable {
  /** Rejects with what `task` or opening rejects with; the connection is closed then, since it may be broken. */
  use<R>(task: (connection: T) => Promise<R>): Promise<R>
}

export function keepConnection<T>(
  open: () => Promise<T>,
  close: (connection: T) => Promise<void> | void,
): KeptConnection<T> {
  let current: Promise<T> | undefined
  const drop = async (connection: Promise<T> | undefined): Promise<void> => {
    if (current === connection) current = undefined
    try {
      if (connection !== undefined) await close(await connection)
    } catch {
      // It was never opened or is gone already: closed is what we want.
    }
  }
  return {
    async use(task) {
      current ??= open()
      const connection = current
      try {
        return await task(await connection)
      } catch (error) {
        await drop(connection)
        throw error
      }
    },
    [Symbol.asyncDispose]: () => drop(current),
  }
}
