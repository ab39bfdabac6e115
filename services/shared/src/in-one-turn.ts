import { setImmediate } from 'node:timers/promises'

/** Calls that come in the same turn of the event loop become one call of `work` with all their items, and share its outcome. */
export function inOneTurn<Item, Result>(
  work: (items: readonly Item[]) => Promise<Result>,
): (item: Item) => Promise<Result> {
  let gathered: { readonly items: Item[]; readonly result: Promise<Result> } | undefined

  function gather() {
    const items: Item[] = []
    const result = setImmediate().then(() => {
      gathered = undefined
      return work(items)
    })
    return { items, result }
  }

  return (item) => {
    gathered ??= gather()
    gathered.items.push(item)
    return gathered.result
  }
}
