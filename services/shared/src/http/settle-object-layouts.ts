import { executionAsyncResource } from 'node:async_hooks'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'

/** V8 decides after seven of a kind how much room each has for its properties. */
const enough = 10

/** What nextTick() queues: as long as there is one, V8 knows how they are laid out. */
// biome-ignore lint/correctness/noUnusedVariables: -- that it is held is all that it is for
let keptTick: object | undefined

/**
 * To be called before the first request. The first ones are probes, far apart. When V8 collects garbage between them, it forgets
 * each time how requests and answers are laid out, decides that they need no room, and makes hash tables of all that come later
 * (docs/decisions/0023-objects-keep-their-layout.md). So as many as it takes are made in one go.
 */
export function settleObjectLayouts(): void {
  for (let made = 0; made < enough; made++) new ServerResponse(new IncomingMessage(new Socket()))
  process.nextTick(() => {
    keptTick = executionAsyncResource()
  })
}
