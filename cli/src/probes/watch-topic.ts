import type { Stack } from '../stack/stack.ts'
import { connectAdmin, createKafka } from './create-kafka.ts'
import type { Paths } from './paths.ts'
import { readTopic } from './read-topic.ts'
import { toTopicEvent } from './topic-event.ts'
import { readTopicOffsets } from './topic-offsets.ts'

export interface TopicWatch extends AsyncDisposable {
  /** The id of the event about that e-mail; rejects when the signal aborts before it was seen. */
  readonly seen: Promise<string>
}

/** Watches the topic from its present end on for the event about an e-mail. Resolves when reading has begun. */
export async function watchTopicFor(
  email: string,
  stack: Stack,
  paths: Paths,
  signal: AbortSignal,
): Promise<TopicWatch> {
  const kafka = await createKafka(stack, paths, { retries: 3, requestTimeoutMs: 5000 })
  const admin = await connectAdmin(kafka)
  const offsets = await readTopicOffsets(admin, stack.topic).finally(() => admin.disconnect())
  const stop = new AbortController()
  const begun = Promise.withResolvers<void>()
  const seen = Promise.withResolvers<string>()
  // Whoever watches may fail before it looks at the answer.
  seen.promise.catch(() => {})
  const reading = readTopic(kafka, {
    topic: stack.topic,
    ranges: offsets.map(({ partition, end }) => ({ partition, from: end })),
    signal: AbortSignal.any([signal, stop.signal]),
    onStart: begun.resolve,
    onMessage: (message, partition) => {
      const event = toTopicEvent(stack.topic, partition, message)
      if (event?.email === email) seen.resolve(event.eventId)
    },
  }).then(
    () => seen.reject(new Error('it was not seen')),
    (error: unknown) => seen.reject(error),
  )
  await Promise.race([begun.promise, reading])
  return {
    seen: seen.promise,
    async [Symbol.asyncDispose]() {
      stop.abort()
      await reading
    },
  }
}
