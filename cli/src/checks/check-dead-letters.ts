import type { KafkaMessage } from 'kafkajs'
import { deadLetterHeaders, dlqTopicOf, headerText } from '../../../services/shared/src/event-contract.ts'
import { formatCount } from '../lib/units.ts'
import { readTopic } from '../probes/read-topic.ts'
import { readTopicOffsets } from '../probes/topic-offsets.ts'
import type { Check } from './check.ts'
import { rangesSince } from './ranges-since.ts'

const shown = 5

export const checkDeadLetters: Check = {
  name: 'dead-letters',
  summary: 'No message became a dead letter',
  reliesOn: ['notification-service'],
  run: async ({ stack, admin, kafka, baseline, signal, settled }) => {
    await settled()
    const topic = dlqTopicOf(stack.topic)
    const ranges = rangesSince(baseline()?.deadLetters, await readTopicOffsets(await admin(), topic))
    const count = ranges.reduce((sum, { from, end }) => sum + end - from, 0)
    if (count === 0) return { verdict: 'ok', detail: '0', evidence: { count } }
    const letters: string[] = []
    await readTopic(await kafka(), {
      topic,
      ranges: ranges.map((range) => ({ ...range, from: Math.max(range.from, range.end - shown) })),
      signal,
      onMessage: (message) => letters.push(describeLetter(message)),
    })
    return {
      verdict: 'failed',
      detail: `${formatCount(count)} on ${topic}`,
      lines: [...letters.slice(-shown), 'msctl events --dlq shows them'],
      evidence: { count, letters },
    }
  },
}

function describeLetter({ headers }: KafkaMessage): string {
  const [partition, offset, reason] = [
    deadLetterHeaders.partition,
    deadLetterHeaders.offset,
    deadLetterHeaders.exceptionMessage,
  ].map((name) => headerText(headers?.[name]) ?? '?')
  return `from partition ${partition}, offset ${offset}: ${reason}`
}
