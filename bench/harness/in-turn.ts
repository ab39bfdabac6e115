/** All of them, each round beginning with the next: who is first in a round has the colder caches. */
export function inTurn<T>(items: readonly T[], round: number): readonly T[] {
  const first = round % items.length
  return [...items.slice(first), ...items.slice(0, first)]
}
