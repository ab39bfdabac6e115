/** Those of `known` that `typed` was probably meant to be, nearest first; at most two. */
export function suggest(typed: string, known: readonly string[]): readonly string[] {
  const word = typed.toLowerCase()
  return known
    .map((candidate) => ({ candidate, distance: distanceTo(word, candidate) }))
    .filter(
      ({ candidate, distance }) => distance <= Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3)),
    )
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 2)
    .map(({ candidate }) => candidate)
}

/** A name that was begun ("notif", at least two letters) is one slip away, however much is missing. */
function distanceTo(word: string, candidate: string): number {
  return word.length >= 2 && candidate.startsWith(word) ? 1 : editDistance(word, candidate)
}

/** Levenshtein with neighbours swapped counted as one slip. */
export function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1
      let best = Math.min(at(previous, column) + 1, at(current, column - 1) + 1, at(previous, column - 1) + cost)
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, at(beforePrevious, column - 2) + 1)
      }
      current.push(best)
    }
    beforePrevious = previous
    previous = current
  }
  return at(previous, b.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}
