import { Unavailable } from './unavailable.ts'

/** The result of `work`, or Unavailable after `ms`; then its signal is aborted, and whether the work was done is unknown. */
export async function withDeadline<T>(ms: number, what: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const overdue = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      overdue.abort()
      reject(new Unavailable(`${what} did not answer within ${ms / 1000} s`))
    }, ms)
  })
  try {
    return await Promise.race([work(overdue.signal), deadline])
  } finally {
    clearTimeout(timer)
  }
}
