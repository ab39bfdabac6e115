/** Asks at the first call, with its arguments, and keeps the answer. One that failed is not kept: the next call asks again. */
export function keepAnswer<A extends readonly unknown[], T>(
  ask: (...args: A) => Promise<T>,
): (...args: A) => Promise<T> {
  let kept: Promise<T> | undefined
  return (...args) => {
    if (kept !== undefined) return kept
    const asked = ask(...args)
    kept = asked
    asked.catch(() => {
      kept = undefined
    })
    return asked
  }
}
