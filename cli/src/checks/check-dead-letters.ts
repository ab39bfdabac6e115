import { dlqTopicOf } from '../../../services/shared/src/event-contract.ts'
import { formatCount } from '../lib/units.ts'
import { visibleLine } from '../lib/visible-text.ts'
import { scanLetters } from '../probes/read-letters.ts'
import { readTopicOffsets } from '../probes/topic-offsets.ts'
import { nameFlag } from '../stack/name-flag.ts'
import type { Stack } from '../stack/stack.ts'
import type { Check, Finding } from './check.ts'
import { handledOf, type JudgedLetter, judgeLetters } from './judge-letters.ts'
import { rangesSince } from './ranges-since.ts'

const shown = 5

export const checkDeadLetters: Check = {
  name: 'dead-letters',
  summary: 'No message is a dead letter, but for those whose event was handled since',
  reliesOn: ['notification-service'],
  run: async (context) => {
    const { stack, admin, kafka, baseline, signal, settled } = context
    await settled()
    const topic = dlqTopicOf(stack.topic)
    const ranges = rangesSince(baseline()?.deadLetters, await readTopicOffsets(await admin(), topic))
    const letters = await scanLetters(await kafka(), topic, ranges, signal)
    return describeLetters(stack, judgeLetters(letters, await handledOf(context, letters), ranges))
  },
}

/** Each message counts once: of one that died again with every replay only the last letter does. */
export function describeLetters(
  { name, topic }: Pick<Stack, 'name' | 'topic'>,
  letters: readonly JudgedLetter[],
): Finding {
  const flag = nameFlag(name)
  const open = letters.filter(({ state }) => state === 'open')
  const handled = letters.filter(({ state }) => state === 'handled').length
  const evidence = {
    count: letters.length,
    open: open.length,
    handled,
    letters: open.slice(-shown).map(describeLetter),
  }
  const since = handled > 0 ? `, ${formatCount(handled)} handled since` : ''
  if (open.length === 0) return { verdict: 'ok', detail: handled > 0 ? `0 open${since}` : '0', evidence }
  return {
    verdict: 'failed',
    detail: `${formatCount(open.length)} on ${dlqTopicOf(topic)}${since}`,
    lines: [...evidence.letters, `msctl dlq list${flag} shows them, msctl dlq replay ID --edit${flag} repairs one`],
    evidence,
  }
}

function describeLetter({ id, origin, reason }: JudgedLetter): string {
  const from = origin === null ? 'of unknown origin' : `from partition ${origin.partition}, offset ${origin.offset}`
  return `${id} ${from}: ${visibleLine(reason)}`
}
