import type { LogLine } from '../target.ts'

/** Of each component at most that many of its last lines, over all its replicas. */
export function lastOfEach<T extends Pick<LogLine, 'component'>>(lines: readonly T[], tail: number): readonly T[] {
  const counts = new Map<string, number>()
  for (const { component } of lines) counts.set(component, (counts.get(component) ?? 0) + 1)
  return lines.filter(({ component }) => {
    const left = counts.get(component) ?? 0
    counts.set(component, left - 1)
    return left <= tail
  })
}
